local function createCall(service, x, y, priority)
    local id = Calls.create(service, x, y, priority or 1)
    TriggerEvent('dispatch:created', id, service, x, y)
    return id
end
exports('createCall', createCall)

RegisterNetEvent('ambulance:callout', function(x, y)
    createCall('ambulance', x, y, 3)
end)

RegisterNetEvent('dispatch:respond', function(accepted)
    local job = exports.fx_core:getJob(source)
    local unit = Calls.units[source % #Calls.units + 1]
    unit.busy = accepted and job ~= 'unemployed'
end)

local function alertUnits()
    for _, id in ipairs(exports.fx_core:getPlayersInJob('police')) do
        TriggerClientEvent('dispatch:alert', id, Calls.next - 1)
    end
end

CreateThread(function()
    while true do
        Calls.match()
        Wait(50)
    end
end)

CreateThread(function()
    Wait(450)
    while true do
        alertUnits()
        Wait(5000)
    end
end)
