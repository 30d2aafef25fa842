local counters, unlocked = Util.byPlayer(), Util.byPlayer()

local function countersOf(id)
    local own = counters[id]
    if not own then
        own = {}
        for _, name in ipairs(CounterNames) do own[name] = 0 end
        counters[id] = own
        unlocked[id] = {}
        for i = 1, #Rules do unlocked[id][i] = false end
    end
    return own
end

local function bump(id, name, amount)
    local own = countersOf(id)
    own[name] = math.min(own[name] + amount, 100000)
end

-- How near is a player to each goal? The nearest one is shown on the phone.
local function evaluate(id)
    local own, done = countersOf(id), unlocked[id]
    local nearest, share = 0, -1
    for i = 1, #Rules do
        local rule = Rules[i]
        local progress = own[rule.counter] / rule.goal
        if progress >= 1 then
            if not done[i] then
                done[i] = true
                TriggerClientEvent('achievements:unlocked', id, rule.name, rule.reward)
            end
        elseif progress > share then
            nearest, share = i, progress
        end
    end
    return nearest, share
end

AddEventHandler('work:done', function(src, kind, amount)
    bump(src, kind == 'fishing' and 'caught' or 'mined', amount)
end)

AddEventHandler('inventory:used', function(src)
    bump(src, 'used', 1)
end)

AddEventHandler('chat:said', function(src)
    bump(src, 'talked', 1)
end)

AddEventHandler('core:playerUnloaded', function(src)
    counters[src], unlocked[src] = nil, nil
end)

CreateThread(function()
    while true do
        for _, id in ipairs(Roster.slice(6)) do
            evaluate(id)
        end
        Wait(0)
    end
end)
