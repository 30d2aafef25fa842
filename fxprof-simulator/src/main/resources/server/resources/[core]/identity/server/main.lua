local characters = Util.byPlayer()

local function createCharacter(src, slot)
    local seed = (src * 31 + slot * 101) % 8191
    return {
        name = Names.full(seed),
        registration = Names.registration(seed),
        born = ('%04d-%02d-%02d'):format(1960 + seed % 45, seed % 12 + 1, seed % 28 + 1),
        slot = slot,
    }
end

local function getIdentity(src)
    return characters[tonumber(src)]
end
exports('getIdentity', getIdentity)

RegisterNetEvent('identity:select', function(slot)
    local src = source
    slot = Util.clamp(tonumber(slot) or 1, 1, IdentityConfig.slots)
    characters[src] = createCharacter(src, slot)
    TriggerClientEvent('identity:selected', src, characters[src])
end)

AddEventHandler('core:playerLoaded', function(src)
    characters[src] = characters[src] or createCharacter(src, 1)
end)

AddEventHandler('core:playerUnloaded', function(src)
    characters[src] = nil
end)

-- Two people with nearly the same name confuse the police computer: flag them.
local function findLookalikes()
    local hits = 0
    local probe = Names.full(math.random(0, 4000))
    for seed = 1, 16 do
        if Names.similarity(probe, Names.full(seed * 3)) > 0.8 then hits = hits + 1 end
    end
    return hits
end

CreateThread(function()
    Wait(150)
    while true do
        GlobalState.lookalikes = findLookalikes()
        Wait(1000)
    end
end)
