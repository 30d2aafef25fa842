Ballistics = { table = {} }

local STEPS = 40

-- Damage by distance, rebuilt for one weapon each tick from drag and drop.
function Ballistics.rebuild(index)
    local weapon = Weapons[index]
    local falloff = Ballistics.table[index] or {}
    local velocity, height = 1, 0
    for step = 1, STEPS do
        velocity = velocity * (1 - 0.012 * weapon.spread / 2)
        height = height + (1 - velocity) * 0.03
        local distance = step * weapon.range / STEPS
        falloff[step] = weapon.damage * velocity - height * distance * 0.01
    end
    Ballistics.table[index] = falloff
end

for i = 1, #Weapons do Ballistics.rebuild(i) end

function Ballistics.expected(index, distance)
    local falloff = Ballistics.table[index]
    local step = Util.clamp(math.floor(distance / Weapons[index].range * STEPS) + 1, 1, STEPS)
    return math.max(1, falloff[step])
end
