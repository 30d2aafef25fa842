local hydrants = {}
for i = 1, 12 do hydrants[i] = { column = i * 7 % 20, row = i * 11 % 20, pressure = 1 } end

local function hose(column, row)
    for dx = -1, 1 do
        for dy = -1, 1 do
            Grid.ignite(column + dx, row + dy, 0)
        end
    end
end

RegisterNetEvent('fire:hose', function(column, row)
    hose(math.floor(tonumber(column) or 0), math.floor(tonumber(row) or 0))
    local hydrant = hydrants[source % #hydrants + 1]
    hydrant.pressure = hydrant.pressure * 0.98 + 0.01
    TriggerClientEvent('fire:wet', source, hydrant.pressure)
end)

CreateThread(function()
    while true do
        Grid.spreadRows(FireConfig.rowsPerTick)
        Wait(0)
    end
end)

-- There is always something on fire in this city.
CreateThread(function()
    Wait(250)
    while true do
        local column, row = math.random(0, 19), math.random(0, 19)
        Grid.ignite(column, row, 1.5)
        exports.dispatch:createCall('fire', column * 100 - 1000, row * 100 - 1000, 2)
        Wait(1000)
    end
end)
