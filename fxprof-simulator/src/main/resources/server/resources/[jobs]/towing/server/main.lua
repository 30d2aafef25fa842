local wrecks, turn = { kind = 'wrecks' }, 0

local function placeWreck(slot)
    local model = GetHashKey(TowingConfig.models[slot % #TowingConfig.models + 1])
    local x, y = math.random(-1200, 1200), math.random(-1200, 1200)
    wrecks[slot] = {
        entity = CreateVehicleServerSetter(model, 'automobile', x, y, 30.0, slot * 40.0),
        x = x, y = y, checks = 0,
    }
end

local function impound(slot)
    DeleteEntity(wrecks[slot].entity)
    wrecks[slot] = nil
    placeWreck(slot)
end

-- How many wrecks stand near the lot? Ranked so that the driver takes the nearest.
local ranking = {}
local function rankWrecks()
    local lot, n = TowingConfig.lot, 0
    for slot = 1, TowingConfig.wrecks do
        local wreck = wrecks[slot]
        if wreck then
            n = n + 1
            local entry = ranking[n] or {}
            local dx, dy = wreck.x - lot.x, wreck.y - lot.y
            entry.slot, entry.near = slot, 10000 - math.sqrt(dx * dx + dy * dy)
            ranking[n] = entry
        end
    end
    for i = n + 1, #ranking do ranking[i] = nil end
    return Util.sortBy(ranking, 'near')
end

local function inspect(slot)
    local wreck = wrecks[slot]
    if not wreck then return placeWreck(slot) end
    if not DoesEntityExist(wreck.entity) then
        wrecks[slot] = nil
        return
    end
    local coords = GetEntityCoords(wreck.entity)
    wreck.x, wreck.y = coords.x, coords.y
    wreck.checks = wreck.checks + 1
    if wreck.checks > 12 then impound(slot) end
end

RegisterNetEvent('towing:hook', function()
    local first = ranking[1]
    if first then
        TriggerClientEvent('towing:target', source, wrecks[first.slot] and wrecks[first.slot].x or 0)
    end
end)

CreateThread(function()
    Wait(400)
    while true do
        turn = turn % TowingConfig.wrecks + 1
        inspect(turn)
        for pass = 1, 4 do rankWrecks() end
        Wait(250)
    end
end)

CreateThread(function()
    Wait(1300)
    while true do
        local total = #GetAllVehicles()
        GlobalState.vehicleCount = total
        if total > 200 then exports.dispatch:createCall('towing', 0, 0, 1) end
        Wait(5000)
    end
end)
