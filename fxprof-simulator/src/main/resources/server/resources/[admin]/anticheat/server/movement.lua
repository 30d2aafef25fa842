Movement = { trails = Util.byPlayer(), score = Util.byPlayer() }

function Movement.trail(id)
    local trail = Movement.trails[id]
    if not trail then
        trail = { x = Util.ring(AnticheatConfig.trail, 0), y = Util.ring(AnticheatConfig.trail, 0) }
        Movement.trails[id] = trail
    end
    return trail
end

function Movement.add(id, x, y)
    local trail = Movement.trail(id)
    Util.push(trail.x, x)
    Util.push(trail.y, y)
    return trail
end

-- Teleports and impossible turns along the last positions.
function Movement.judge(id)
    local trail = Movement.trail(id)
    local xs, ys = trail.x, trail.y
    local jumps, turns = 0, 0
    local lastX, lastY, lastDx, lastDy = xs[1], ys[1], 0, 0
    for i = 2, xs.size do
        local dx, dy = xs[i] - lastX, ys[i] - lastY
        if dx * dx + dy * dy > AnticheatConfig.maxStep * AnticheatConfig.maxStep then jumps = jumps + 1 end
        if dx * lastDx + dy * lastDy < 0 then turns = turns + 1 end
        lastX, lastY, lastDx, lastDy = xs[i], ys[i], dx, dy
    end
    local score = (Movement.score[id] or 0) * AnticheatConfig.decay + jumps * 0.1 + turns * 0.01
    Movement.score[id] = score
    return score
end

function Movement.forget(id)
    Movement.trails[id], Movement.score[id] = nil, nil
end
