Territory = { zones = {} }

for z = 1, GangsConfig.zones do
    local influence = {}
    for g = 1, GangsConfig.gangs do influence[g] = (z * g * 7) % 20 end
    Territory.zones[z] = { influence = influence, owner = 1 }
end

-- Influence fades, spills into the next zone and decides who owns what.
function Territory.update()
    local zones, changed = Territory.zones, 0
    for z = 1, #zones do
        local zone, neighbour = zones[z], zones[z % #zones + 1]
        local best, bestValue = 1, -1
        for g = 1, #zone.influence do
            local value = zone.influence[g] * GangsConfig.fade
            local spill = (value - neighbour.influence[g]) * GangsConfig.spill
            value = value - spill + 0.01
            neighbour.influence[g] = neighbour.influence[g] + spill
            zone.influence[g] = value
            if value > bestValue then best, bestValue = g, value end
        end
        if zone.owner ~= best then changed = changed + 1 end
        zone.owner = best
    end
    return changed
end

function Territory.zoneAt(x, y)
    local column = Util.clamp(math.floor((x + 1800) / 600), 0, 5)
    local row = Util.clamp(math.floor((y + 1800) / 600), 0, 5)
    return Territory.zones[row * 6 + column + 1]
end
