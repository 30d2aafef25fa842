Plants = { list = {} }

for i = 1, DrugsConfig.plants do
    Plants.list[i] = { size = i % 100, water = 40 + i % 60, field = i % 8 + 1 }
end

-- Growth depends on water; dead plants are replaced, ripe ones cut by the rain.
function Plants.grow()
    local list, ripe = Plants.list, 0
    for i = 1, #list do
        local plant = list[i]
        local water = plant.water - DrugsConfig.thirst
        if water < 10 then water = 100 end
        plant.water = water
        local size = plant.size + DrugsConfig.growth * water / 100
        if size > 100 then
            ripe = ripe + 1
            size = 0
        end
        plant.size = size
    end
    return ripe
end

function Plants.harvest(index)
    local plant = Plants.list[(index - 1) % #Plants.list + 1]
    local leaves = math.floor(plant.size / 20)
    plant.size = 0
    return leaves
end
