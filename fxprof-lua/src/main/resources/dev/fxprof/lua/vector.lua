-- Vectors and quaternions as LuaGLM has them: values of 32-bit floats that never change, equal if
-- their components are, also as keys of tables. What a value is, the engine says: make(kind, ...)
-- gives the one with these components, which it holds under 1, 2, 3 and 4.
local type, make = ...
local tonumber, error, select = tonumber, error, select
local getmetatable, setmetatable, next, unpack = getmetatable, setmetatable, next, table.unpack
local format, sqrt, sin, cos, rad = string.format, math.sqrt, math.sin, math.cos, math.rad

local QUAT = 5
local mt2, mt3, mt4, mtq = {}, {}, {}, {}
local kinds = { [mt2] = 2, [mt3] = 3, [mt4] = 4, [mtq] = QUAT }
local sizes = { [mt2] = 2, [mt3] = 3, [mt4] = 4, [mtq] = 4 }
local names = { [mt2] = { 'x', 'y' }, [mt3] = { 'x', 'y', 'z' }, [mt4] = { 'x', 'y', 'z', 'w' },
    [mtq] = { 'w', 'x', 'y', 'z' } }

local function kindOf(value)
    return type(value) == 'table' and kinds[getmetatable(value)] or nil
end

local function number(value, position)
    local result = tonumber(value)
    if result == nil then
        error('bad argument #' .. position .. ' to a vector (number expected, got ' .. type(value) .. ')', 4)
    end
    return result
end

-- Components of the arguments, one after the other: of numbers, vectors, and tables with x, y, z, w.
-- One number stands for all.
local function flatten(size, ...)
    local list = {}
    for i = 1, select('#', ...) do
        local value = (select(i, ...))
        local kind = kindOf(value)
        if kind then
            for j = 1, sizes[getmetatable(value)] do
                list[#list + 1] = value[j]
            end
        elseif type(value) == 'table' then
            for _, name in next, names[mt4] do
                list[#list + 1] = value[name] and number(value[name], i) or nil
            end
        elseif value ~= nil then
            list[#list + 1] = number(value, i)
        end
    end
    for i = #list + 1, size do
        list[i] = select('#', ...) > 1 and i > 1 and type((...)) == 'table' and 0 or list[1] or 0
    end
    return unpack(list, 1, size)
end

function vector2(x, y, ...)
    if type(x) == 'number' and type(y) == 'number' then
        return make(2, x, y)
    end
    return make(2, flatten(2, x, y, ...))
end

function vector3(x, y, z, ...)
    if type(x) == 'number' and type(y) == 'number' and type(z) == 'number' then
        return make(3, x, y, z)
    end
    return make(3, flatten(3, x, y, z, ...))
end

function vector4(x, y, z, w, ...)
    if type(x) == 'number' and type(y) == 'number' and type(z) == 'number' and type(w) == 'number' then
        return make(4, x, y, z, w)
    end
    return make(4, flatten(4, x, y, z, w, ...))
end

-- From w, x, y, z, or from an angle in degrees around an axis.
function quat(w, x, y, z)
    if kindOf(x) == 3 then
        local half = rad(number(w, 1)) / 2
        local s = sin(half)
        return make(QUAT, cos(half), x[1] * s, x[2] * s, x[3] * s)
    elseif kindOf(w) == QUAT then
        return w
    end
    return make(QUAT, number(w or 1, 1), number(x or 0, 2), number(y or 0, 3), number(z or 0, 4))
end

vec2, vec3, vec4 = vector2, vector3, vector4

local function refuse(symbol, a, b)
    local other = kindOf(a) and b or a
    error('attempt to perform arithmetic (' .. symbol .. ') on a vector and a '
        .. (kindOf(other) and 'vector of another size' or type(other)) .. ' value', 3)
end

local function operator(tag, symbol, apply)
    mt2[tag] = function(a, b)
        local ka, kb = kindOf(a), kindOf(b)
        if ka == 2 and kb == 2 then
            return make(2, apply(a[1], b[1]), apply(a[2], b[2]))
        elseif ka == 2 and type(b) == 'number' then
            return make(2, apply(a[1], b), apply(a[2], b))
        elseif kb == 2 and type(a) == 'number' then
            return make(2, apply(a, b[1]), apply(a, b[2]))
        end
        refuse(symbol, a, b)
    end
    mt3[tag] = function(a, b)
        local ka, kb = kindOf(a), kindOf(b)
        if ka == 3 and kb == 3 then
            return make(3, apply(a[1], b[1]), apply(a[2], b[2]), apply(a[3], b[3]))
        elseif ka == 3 and type(b) == 'number' then
            return make(3, apply(a[1], b), apply(a[2], b), apply(a[3], b))
        elseif kb == 3 and type(a) == 'number' then
            return make(3, apply(a, b[1]), apply(a, b[2]), apply(a, b[3]))
        end
        refuse(symbol, a, b)
    end
    local function four(kind)
        return function(a, b)
            local ka, kb = kindOf(a), kindOf(b)
            if ka == kind and kb == kind then
                return make(kind, apply(a[1], b[1]), apply(a[2], b[2]), apply(a[3], b[3]), apply(a[4], b[4]))
            elseif ka == kind and type(b) == 'number' then
                return make(kind, apply(a[1], b), apply(a[2], b), apply(a[3], b), apply(a[4], b))
            elseif kb == kind and type(a) == 'number' then
                return make(kind, apply(a, b[1]), apply(a, b[2]), apply(a, b[3]), apply(a, b[4]))
            end
            refuse(symbol, a, b)
        end
    end
    mt4[tag], mtq[tag] = four(4), four(QUAT)
end

operator('__add', '+', function(a, b) return a + b end)
operator('__sub', '-', function(a, b) return a - b end)
operator('__mul', '*', function(a, b) return a * b end)
operator('__div', '/', function(a, b) return a / b end)

-- The product of quaternions is the rotation by one after the other; of one with a vector, its image.
local scale = mtq.__mul
function mtq.__mul(a, b)
    if kindOf(a) ~= QUAT or not kindOf(b) then
        return scale(a, b)
    end
    local w, x, y, z = a[1], a[2], a[3], a[4]
    if kindOf(b) == QUAT then
        return make(QUAT,
            w * b[1] - x * b[2] - y * b[3] - z * b[4],
            w * b[2] + x * b[1] + y * b[4] - z * b[3],
            w * b[3] + y * b[1] + z * b[2] - x * b[4],
            w * b[4] + z * b[1] + x * b[3] - y * b[2])
    elseif kindOf(b) ~= 3 then
        refuse('*', a, b)
    end
    local tx, ty, tz = 2 * (y * b[3] - z * b[2]), 2 * (z * b[1] - x * b[3]), 2 * (x * b[2] - y * b[1])
    return make(3, b[1] + w * tx + y * tz - z * ty, b[2] + w * ty + z * tx - x * tz, b[3] + w * tz + x * ty - y * tx)
end

function mt2.__unm(v) return make(2, -v[1], -v[2]) end
function mt3.__unm(v) return make(3, -v[1], -v[2], -v[3]) end
function mt4.__unm(v) return make(4, -v[1], -v[2], -v[3], -v[4]) end
function mtq.__unm(v) return make(QUAT, -v[1], -v[2], -v[3], -v[4]) end

function mt2.__len(v) return sqrt(v[1] * v[1] + v[2] * v[2]) end
function mt3.__len(v) return sqrt(v[1] * v[1] + v[2] * v[2] + v[3] * v[3]) end
function mt4.__len(v) return sqrt(v[1] * v[1] + v[2] * v[2] + v[3] * v[3] + v[4] * v[4]) end
mtq.__len = mt4.__len

function mt2.__tostring(v) return format('vector2(%f, %f)', v[1], v[2]) end
function mt3.__tostring(v) return format('vector3(%f, %f, %f)', v[1], v[2], v[3]) end
function mt4.__tostring(v) return format('vector4(%f, %f, %f, %f)', v[1], v[2], v[3], v[4]) end
function mtq.__tostring(v) return format('quat(%f, %f, %f, %f)', v[1], v[2], v[3], v[4]) end

-- v.x, and v.zyx: several components at once are a vector.
local makers = { nil, vector2, vector3, vector4 }

local function reader(places)
    return function(v, key)
        local place = places[key]
        if place then
            return v[place]
        end
        local count = type(key) == 'string' and #key or 0
        if count < 2 or count > 4 then
            return nil
        end
        local values = {}
        for i = 1, count do
            place = places[key:sub(i, i)]
            if not place then
                return nil
            end
            values[i] = v[place]
        end
        return makers[count](unpack(values))
    end
end

local function iterator(list)
    return function(v)
        local i = 0
        return function()
            i = i + 1
            if list[i] then
                return list[i], v[i]
            end
        end
    end
end

for mt, list in next, names do
    local places = {}
    for i = 1, #list do
        places[list[i]] = i
    end
    mt.__index, mt.__pairs, mt.__iter = reader(places), iterator(list), iterator(list)
    mt.__newindex = function()
        error('attempt to change a component of a vector', 2)
    end
end

-- The length of a vector is its magnitude, so the library's own would count wrong.
function table.unpack(t, ...)
    local size = type(t) == 'table' and sizes[getmetatable(t)]
    if size == 3 then
        return t[1], t[2], t[3]
    elseif size == 2 then
        return t[1], t[2]
    elseif size then
        return t[1], t[2], t[3], t[4]
    end
    if type(t) ~= 'table' then
        error("bad argument #1 to 'unpack' (table expected, got " .. type(t) .. ')', 2)
    end
    return unpack(t, ...)
end
_G.unpack = table.unpack

return mt2, mt3, mt4, mtq
