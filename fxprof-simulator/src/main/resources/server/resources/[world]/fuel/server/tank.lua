Tank = { level = Util.byPlayer() }

-- Litres burnt in one interval: idling, rolling, air and the driver's foot.
function Tank.burn(id, speed)
    local level = Tank.level[id] or 50
    local used = 0
    for gear = 1, 8 do
        local rpm = 800 + speed * 120 / gear
        used = used + 0.00002 * rpm / 1000 + speed * speed * 0.0000004 / gear
    end
    level = level - used
    if level < 2 then level = 60 end
    Tank.level[id] = level
    return level
end

function Tank.nearestStation(x, y)
    local nearest, least
    for i = 1, #Stations do
        local station = Stations[i]
        local dx, dy = station.x - x, station.y - y
        local d = dx * dx + dy * dy
        if not nearest or d < least then nearest, least = station, d end
    end
    return nearest, least
end
