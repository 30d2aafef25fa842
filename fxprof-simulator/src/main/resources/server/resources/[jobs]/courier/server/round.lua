Round = { stops = {}, order = {}, cut = 1 }

for i = 1, CourierConfig.stops do
    Round.stops[i] = { x = (i * 211) % 900, y = (i * 347) % 1100, parcels = i % 4 + 1 }
    Round.order[i] = i
end

-- One pass of 2-opt for one cut: reverses a stretch where that shortens the round.
function Round.improve()
    local stops, order, n = Round.stops, Round.order, #Round.order
    local i = Round.cut
    Round.cut = i % (n - 2) + 1
    local a, b = stops[order[i]], stops[order[i + 1]]
    local abx, aby = a.x - b.x, a.y - b.y
    local ab = math.sqrt(abx * abx + aby * aby)
    local bestGain, bestK = 0.01, nil
    for k = i + 2, n - 1 do
        local c, d = stops[order[k]], stops[order[k + 1]]
        local cd = math.sqrt((c.x - d.x) ^ 2 + (c.y - d.y) ^ 2)
        local ac = math.sqrt((a.x - c.x) ^ 2 + (a.y - c.y) ^ 2)
        local bd = math.sqrt((b.x - d.x) ^ 2 + (b.y - d.y) ^ 2)
        local gain = ab + cd - ac - bd
        if gain > bestGain then bestGain, bestK = gain, k end
    end
    if bestK then
        local low, high = i + 1, bestK
        while low < high do
            order[low], order[high] = order[high], order[low]
            low, high = low + 1, high - 1
        end
    end
    return bestGain
end

-- Parcels change hands: one stop moves, so there is always something to improve.
function Round.shuffleStop(seed)
    local stop = Round.stops[seed % #Round.stops + 1]
    stop.x, stop.y = (stop.x * 7 + 131) % 900, (stop.y * 5 + 97) % 1100
end
