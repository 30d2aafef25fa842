Heatmap = { cells = {} }

local size = PoliceConfig.cells
for i = 1, size * size do Heatmap.cells[i] = i % 7 / 10 end

function Heatmap.index(x, y)
    local half = size * PoliceConfig.cellSize / 2
    local column = Util.clamp(math.floor((x + half) / PoliceConfig.cellSize), 0, size - 1)
    local row = Util.clamp(math.floor((y + half) / PoliceConfig.cellSize), 0, size - 1)
    return row * size + column + 1
end

function Heatmap.add(x, y, weight)
    local i = Heatmap.index(x, y)
    Heatmap.cells[i] = math.min(Heatmap.cells[i] + weight, 10)
end

function Heatmap.cool()
    local cells, cooling = Heatmap.cells, PoliceConfig.cooling
    local hottest, at = 0, 1
    for i = 1, #cells do
        local heat = cells[i] * cooling
        if heat < 0.001 then heat = 0 end
        cells[i] = heat
        if heat > hottest then hottest, at = heat, i end
    end
    return at, hottest
end
