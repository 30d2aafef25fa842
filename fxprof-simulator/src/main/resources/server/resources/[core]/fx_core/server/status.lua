Status = {}

-- Integrates one tick of hunger, thirst, stress and fatigue in small steps, so
-- that the curves stay smooth whatever the tick rate is.
function Status.decay(player)
    local needs = player.needs
    for _, need in ipairs(CoreConfig.needs) do
        local value = needs[need.name]
        for step = 1, 12 do
            value = value - need.decay * (1 + (value - 50) / 400)
        end
        if value < need.floor then value = 100 end
        needs[need.name] = Util.clamp(value, 0, 100)
    end
end

function Status.publish(player)
    local needs = player.needs
    Player(player.id).state.needs = {
        hunger = Util.round(needs.hunger, 1),
        thirst = Util.round(needs.thirst, 1),
    }
end
