-- Helpers that every resource includes; no state, no natives.
Util = {}

function Util.clamp(value, low, high)
    if value < low then return low end
    if value > high then return high end
    return value
end

function Util.round(value, digits)
    local scale = 10 ^ (digits or 0)
    return math.floor(value * scale + 0.5) / scale
end

function Util.distance2(ax, ay, bx, by)
    local dx, dy = ax - bx, ay - by
    return dx * dx + dy * dy
end

function Util.money(amount)
    local text = tostring(math.floor(amount))
    local grouped = text:reverse():gsub('(%d%d%d)', '%1,'):reverse()
    return '$' .. (grouped:gsub('^,', ''))
end

-- Rings are filled at creation: a walk over one costs the same on every tick.
function Util.ring(size, fill)
    local ring = { size = size, head = 1 }
    for i = 1, size do
        ring[i] = fill
    end
    return ring
end

function Util.push(ring, value)
    ring[ring.head] = value
    ring.head = ring.head % ring.size + 1
end

-- A table keyed by player ids that come and go. The named field keeps its hash
-- part from ever being empty: LuaJ 3.0.1 fails to rehash a table whose last
-- hashed number key was removed.
function Util.byPlayer()
    return { keyedBy = 'player' }
end

-- Insertion sort on a numeric field, biggest first. Lists here are short and
-- nearly sorted, and it spares a comparator call per comparison.
function Util.sortBy(list, field)
    for i = 2, #list do
        local item = list[i]
        local value, j = item[field], i - 1
        while j >= 1 and list[j][field] < value do
            list[j + 1] = list[j]
            j = j - 1
        end
        list[j + 1] = item
    end
    return list
end
