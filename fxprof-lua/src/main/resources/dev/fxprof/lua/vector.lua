-- A type() that knows no vectors.
local type = ...
local setmetatable, tonumber, error = setmetatable, tonumber, error
local getmetatable, rawget, next, unpack = getmetatable, rawget, next, table.unpack
local format, sqrt = string.format, math.sqrt

local function component(value, name, default)
    if value == nil then
        return default
    end
    local number = tonumber(value)
    if number == nil then
        error("bad component '" .. name .. "' (number expected, got " .. type(value) .. ")", 3)
    end
    return number
end

local mt2, mt3, mt4 = {}, {}, {}

function vector2(x, y)
    local a = component(x, 'x', 0)
    return setmetatable({ x = a, y = component(y, 'y', a) }, mt2)
end

function vector3(x, y, z)
    if type(x) == 'table' then
        return setmetatable({ x = x.x, y = x.y, z = component(x.z or y, 'z', 0) }, mt3)
    end
    local a = component(x, 'x', 0)
    return setmetatable({ x = a, y = component(y, 'y', a), z = component(z, 'z', a) }, mt3)
end

function vector4(x, y, z, w)
    if type(x) == 'table' then
        return setmetatable({ x = x.x, y = x.y, z = x.z, w = component(x.w or y, 'w', 0) }, mt4)
    end
    local a = component(x, 'x', 0)
    return setmetatable({
        x = a,
        y = component(y, 'y', a),
        z = component(z, 'z', a),
        w = component(w, 'w', a),
    }, mt4)
end

vec2, vec3, vec4 = vector2, vector3, vector4

local function operator(tag, symbol, apply)
    local function define(mt, fields)
        mt[tag] = function(a, b)
            local result = {}
            for i = 1, #fields do
                local k = fields[i]
                local l = type(a) == 'number' and a or type(a) == 'table' and a[k]
                local r = type(b) == 'number' and b or type(b) == 'table' and b[k]
                if not l or not r then
                    local other = type(a) == 'table' and b or a
                    error('attempt to perform arithmetic (' .. symbol .. ') on a vector and a '
                        .. type(other) .. ' value', 2)
                end
                result[k] = apply(l, r)
            end
            return setmetatable(result, mt)
        end
    end
    define(mt2, { 'x', 'y' })
    define(mt3, { 'x', 'y', 'z' })
    define(mt4, { 'x', 'y', 'z', 'w' })
end

operator('__add', '+', function(a, b) return a + b end)
operator('__sub', '-', function(a, b) return a - b end)
operator('__mul', '*', function(a, b) return a * b end)
operator('__div', '/', function(a, b) return a / b end)

function mt2.__unm(v) return vector2(-v.x, -v.y) end
function mt3.__unm(v) return vector3(-v.x, -v.y, -v.z) end
function mt4.__unm(v) return vector4(-v.x, -v.y, -v.z, -v.w) end

function mt2.__len(v) return sqrt(v.x * v.x + v.y * v.y) end
function mt3.__len(v) return sqrt(v.x * v.x + v.y * v.y + v.z * v.z) end
function mt4.__len(v) return sqrt(v.x * v.x + v.y * v.y + v.z * v.z + v.w * v.w) end

function mt2.__eq(a, b) return a.x == b.x and a.y == b.y end
function mt3.__eq(a, b) return a.x == b.x and a.y == b.y and a.z == b.z end
function mt4.__eq(a, b) return a.x == b.x and a.y == b.y and a.z == b.z and a.w == b.w end

function mt2.__tostring(v) return format('vector2(%f, %f)', v.x, v.y) end
function mt3.__tostring(v) return format('vector3(%f, %f, %f)', v.x, v.y, v.z) end
function mt4.__tostring(v) return format('vector4(%f, %f, %f, %f)', v.x, v.y, v.z, v.w) end

-- v.xy, v.zyx and v[1]: components that are not fields.
local makers = { nil, vector2, vector3, vector4 }
local fields = { 'x', 'y', 'z', 'w' }

local function component_of(v, key)
    if type(key) == 'number' then
        return fields[key] and rawget(v, fields[key])
    end
    local count = type(key) == 'string' and #key or 0
    if count < 2 or count > 4 then
        return nil
    end
    local values = {}
    for i = 1, count do
        values[i] = rawget(v, key:sub(i, i))
        if values[i] == nil then
            return nil
        end
    end
    return makers[count](unpack(values))
end

local function iterator(size)
    return function(v)
        local i = 0
        return function()
            i = i + 1
            if i <= size then
                return fields[i], rawget(v, fields[i])
            end
        end
    end
end

local sizes = { [mt2] = 2, [mt3] = 3, [mt4] = 4 }
for mt, size in next, sizes do
    mt.__index, mt.__pairs = component_of, iterator(size)
end

-- The length of a vector is its magnitude, so the library's own would count wrong.
function table.unpack(t, ...)
    local size = sizes[getmetatable(t)]
    if size == 3 then
        return t.x, t.y, t.z
    elseif size == 2 then
        return t.x, t.y
    elseif size then
        return t.x, t.y, t.z, t.w
    end
    if type(t) ~= 'table' then
        error("bad argument #1 to 'unpack' (table expected, got " .. type(t) .. ')', 2)
    end
    return unpack(t, ...)
end
_G.unpack = table.unpack

return mt2, mt3, mt4
