local patrol = {}

-- The hottest cells, each at least two cells away from the ones before it.
local function planPatrol()
    local size, cells = PoliceConfig.cells, Heatmap.cells
    for stop = 1, PoliceConfig.patrolLength do
        local best, bestHeat = 1, -1
        for i = 1, #cells do
            if cells[i] > bestHeat then
                local column, row, free = (i - 1) % size, math.floor((i - 1) / size), true
                for earlier = 1, stop - 1 do
                    local p = patrol[earlier]
                    if math.abs(p.column - column) < 2 and math.abs(p.row - row) < 2 then free = false end
                end
                if free then best, bestHeat = i, cells[i] end
            end
        end
        patrol[stop] = { column = (best - 1) % size, row = math.floor((best - 1) / size), heat = Util.round(bestHeat, 2) }
    end
end

RegisterNetEvent('player:position', function(x, y)
    Heatmap.add(x, y, 0.01)
end)

RegisterNetEvent('weapons:fired', function(x, y)
    Heatmap.add(x, y, 2)
    if math.random(8) == 1 then
        exports.dispatch:createCall('police', x, y, 2)
    end
end)

RegisterNetEvent('police:scan', function(target)
    local suspect = exports.fx_core:getPlayer(target)
    if suspect then
        TriggerClientEvent('police:scanned', source, suspect.name, suspect.job)
    end
end)

AddEventHandler('dispatch:created', function(id, service, x, y)
    if service == 'police' then Heatmap.add(x, y, 1) end
end)

CreateThread(function()
    while true do
        Heatmap.cool()
        Wait(0)
    end
end)

CreateThread(function()
    Wait(350)
    while true do
        planPatrol()
        GlobalState.patrol = patrol
        Wait(1000)
    end
end)
