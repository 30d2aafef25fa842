local function gangOf(src)
    return src % GangsConfig.gangs + 1
end

RegisterNetEvent('player:position', function(x, y)
    local zone = Territory.zoneAt(x, y)
    local gang = gangOf(source)
    zone.influence[gang] = math.min(zone.influence[gang] + 0.05, 100)
end)

RegisterNetEvent('gangs:tag', function(x, y)
    local src = source
    local zone = Territory.zoneAt(x, y)
    zone.influence[gangOf(src)] = math.min(zone.influence[gangOf(src)] + 5, 100)
    TriggerClientEvent('gangs:tagged', src, zone.owner)
end)

local function owners()
    local out = {}
    for z = 1, #Territory.zones do out[z] = Territory.zones[z].owner end
    return out
end

CreateThread(function()
    while true do
        Territory.update()
        Wait(100)
    end
end)

CreateThread(function()
    Wait(1050)
    while true do
        GlobalState.territory = owners()
        Wait(3000)
    end
end)
