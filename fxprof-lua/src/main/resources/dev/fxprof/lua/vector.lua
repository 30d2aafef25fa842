-- A type() that knows no vectors.
local type = ...
local setmetatable, tonumber, error = setmetatable, tonumber, error
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

return mt2, mt3, mt4
