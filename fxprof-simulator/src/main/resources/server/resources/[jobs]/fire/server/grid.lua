Grid = { heat = {}, row = 0 }

local width, height = FireConfig.width, FireConfig.height
for i = 1, width * height do Grid.heat[i] = 0 end

function Grid.ignite(column, row, heat)
    Grid.heat[(row % height) * width + column % width + 1] = heat
end

-- A few rows each tick: a cell takes heat from its four neighbours and burns out.
function Grid.spreadRows(count)
    local heat, spread, burnout = Grid.heat, FireConfig.spread, FireConfig.burnout
    local burning = 0
    for step = 1, count do
        local row = Grid.row
        local above, below = (row - 1) % height * width, (row + 1) % height * width
        local base = row * width
        for column = 1, width do
            local here = heat[base + column]
            local around = heat[above + column] + heat[below + column]
                + heat[base + (column - 2) % width + 1] + heat[base + column % width + 1]
            here = here * burnout + around * spread * (here < 1 and 1 or 0.1)
            if here > 0.2 then burning = burning + 1 end
            heat[base + column] = here
        end
        Grid.row = (row + 1) % height
    end
    return burning
end
