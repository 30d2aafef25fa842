local SLICE = 44

local function checkVehicle(id)
    local ped = Roster.ped(id)
    local vehicle = GetVehiclePedIsIn(ped, false)
    local speed = 0
    if vehicle and vehicle ~= 0 then speed = GetEntitySpeed(vehicle) or 0 end
    return Tank.burn(id, speed)
end

RegisterNetEvent('fuel:pump', function(litres)
    local src = source
    Tank.level[src] = Util.clamp((Tank.level[src] or 20) + litres, 0, 80)
    TriggerEvent('fuel:refuel', src, litres)
    TriggerClientEvent('fuel:filled', src, Tank.level[src])
end)

RegisterNetEvent('fuel:low', function(x, y)
    local station = Tank.nearestStation(x, y)
    station.litres = station.litres > 100 and station.litres - 20 or 4000
    TriggerClientEvent('fuel:station', source, station.x, station.y)
end)

AddEventHandler('playerDropped', function()
    Tank.level[tonumber(source)] = nil
end)

CreateThread(function()
    while true do
        for _, id in ipairs(Roster.slice(SLICE)) do
            checkVehicle(id)
        end
        Wait(0)
    end
end)

-- Tankers keep the stations supplied.
local function supplyStations()
    for i = 1, #Stations do
        local station = Stations[i]
        local x, y = station.x, station.y
        local _, least = Tank.nearestStation(x + 200, y - 200)
        station.litres = math.min(5000, station.litres + 5 + least / 100000)
    end
end

CreateThread(function()
    Wait(350)
    while true do
        supplyStations()
        Wait(500)
    end
end)
