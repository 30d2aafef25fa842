-- Values of tasks as bytes. The form is that of fxprof's own copies between VMs, version 1: integers and
-- floats apart, strings of any bytes, tables with cycles and shared references, vectors. One pass; only
-- where something cannot travel, a second one finds the words that say where it stands.

local M = ...

local type, next, select, error, tostring = type, next, select, error, tostring
local rawget, rawequal, getmetatable = rawget, rawequal, debug.getmetatable
local spack, sunpack, char, byte, sub, srep = string.pack, string.unpack, string.char, string.byte, string.sub,
    string.rep
local concat, unpack, mathType = table.concat, table.unpack, math.type
local GLOBALS = _G

local NIL, FALSE, TRUE, FLOAT, STRING, TABLE, END = '\0', '\1', '\2', 4, 5, 6, '\7'
local AGAIN, VECTOR = '\8', 9
local INTEGER <const> = 3
local MOST_LEVELS <const> = 500
local MOST_KEPT_INTEGER <const> = 4096
local MOST_BYTES <const> = 16 * 1024 * 1024

local FORMATS = { vector2 = '<BBff', vector3 = '<BBfff', vector4 = '<BBffff' }
local SIZES = { vector2 = 2, vector3 = 3, vector4 = 4 }

local out, n, known, tables, bytes, level
local integers, strings = {}, {}

local function varint(number)
    if number >= 0 and number < 0x80 then
        return char(number)
    end
    local parts, count = {}, 0
    while number < 0 or number >= 0x80 do
        count = count + 1
        parts[count] = number & 0x7F | 0x80
        number = number >> 7
    end
    parts[count + 1] = number
    return char(unpack(parts, 1, count + 1))
end

local function integer(number)
    local zigzag = number >= 0 and number << 1 or ~(number << 1)
    local text = char(INTEGER) .. varint(zigzag)
    if number > -MOST_KEPT_INTEGER and number < MOST_KEPT_INTEGER then
        integers[number] = text
    end
    return text
end

for length = 0, 127 do
    strings[length] = char(STRING, length)
end

-- What a value is that cannot travel, or nil.
local function refused(value)
    local kind = type(value)
    if kind == 'table' then
        local meta = getmetatable(value)
        local transfer = type(meta) == 'table' and rawget(meta, '__transfer')
        if transfer then
            return 'a ' .. tostring(transfer) .. ' of the server'
        end
        return rawequal(value, GLOBALS) and 'the table of globals' or nil
    elseif kind == 'nil' or kind == 'boolean' or kind == 'number' or kind == 'string' or FORMATS[kind]
        or kind == 'quat' then
        return nil
    end
    return kind
end

local function step(path, key)
    if type(key) == 'string' then
        return path .. '.' .. key
    end
    return path .. '[' .. tostring(key) .. ']'
end

-- The first value that cannot travel: its path and what it is.
local function find(value, path, seen)
    local what = refused(value)
    if what then
        return path, what
    end
    if type(value) == 'table' and not seen[value] then
        seen[value] = true
        for key, inner in next, value do
            local where, found = find(inner, step(path, key), seen)
            if not where then
                where, found = find(key, path .. ': key', seen)
            end
            if where then
                return where, found
            end
        end
    end
end

local FAILED = {}

local function encodeTable(value, encode)
    local before = known[value]
    n = n + 1
    if before then
        out[n] = AGAIN .. varint(before)
        return
    elseif refused(value) or level == MOST_LEVELS or bytes > MOST_BYTES then
        error(FAILED, 0)
    end
    known[value] = tables
    tables, level = tables + 1, level + 1
    local at, count = n, 0
    local key, inner = next(value)
    while key == count + 1 and mathType(key) == 'integer' do
        encode(inner)
        count = count + 1
        key, inner = next(value, key)
    end
    out[at] = spack('<BI4', TABLE, count)
    while key ~= nil do
        encode(key)
        encode(inner)
        key, inner = next(value, key)
    end
    n = n + 1
    out[n] = END
    level = level - 1
end

local function encodeVector(value, kind)
    n = n + 1
    if kind == 'quat' then
        out[n] = spack('<BBffff', VECTOR, 5, value.w, value.x, value.y, value.z)
    elseif kind == 'vector2' then
        out[n] = spack(FORMATS[kind], VECTOR, 2, value.x, value.y)
    elseif kind == 'vector3' then
        out[n] = spack(FORMATS[kind], VECTOR, 3, value.x, value.y, value.z)
    elseif kind == 'vector4' then
        out[n] = spack(FORMATS[kind], VECTOR, 4, value.x, value.y, value.z, value.w)
    else
        error(FAILED, 0)
    end
end

local function encode(value)
    local kind = type(value)
    if kind == 'number' then
        n = n + 1
        bytes = bytes + 9
        out[n] = mathType(value) == 'integer' and (integers[value] or integer(value)) or spack('<Bd', FLOAT, value)
    elseif kind == 'string' then
        local length = #value
        bytes = bytes + length
        if bytes > MOST_BYTES then
            error(FAILED, 0)
        end
        out[n + 1] = strings[length] or char(STRING) .. varint(length)
        n = n + 2
        out[n] = value
    elseif kind == 'table' then
        encodeTable(value, encode)
    elseif kind == 'boolean' then
        n = n + 1
        out[n] = value and TRUE or FALSE
    elseif kind == 'nil' then
        n = n + 1
        out[n] = NIL
    else
        encodeVector(value, kind)
    end
end

local function explain(name, count, values)
    for i = 1, count do
        local path, what = find(values[i], name(i), {})
        if path then
            return path .. ': ' .. what .. ' cannot leave its resource'
        end
    end
    if bytes > MOST_BYTES then
        return name() .. ': more than the ' .. MOST_BYTES .. ' bytes that may travel at once'
    end
    return name() .. ': tables nested deeper than ' .. MOST_LEVELS .. ' levels'
end

local function encodeAll(count, values)
    for i = 1, count do
        encode(values[i])
    end
    return concat(out, '', 1, n)
end

-- Values 1 to count of a list as bytes; nil and a sentence if one cannot travel. name(i) says what the
-- value i is, name() what they all are.
function M.asyncEncode(name, count, values)
    if count == 0 then
        return ''
    end
    out, n, known, tables, bytes, level = {}, 0, {}, 0, 0, 0
    local ok, text = pcall(encodeAll, count, values)
    out, known = nil, nil
    if ok then
        return text
    elseif text == FAILED then
        return nil, explain(name, count, values)
    end
    error(text, 0)
end

-- And back.

local data, at, list

local function number()
    local value, shift, part = 0, 0, nil
    repeat
        part = byte(data, at)
        at = at + 1
        value = value | (part & 0x7F) << shift
        shift = shift + 7
    until part < 0x80
    return value
end

local function vector()
    local kind = byte(data, at)
    at = at + 1
    local a, b, c, d = sunpack('<' .. srep('f', kind == 5 and 4 or kind), data, at)
    at = at + 4 * (kind == 5 and 4 or kind)
    if kind == 2 and vector2 then
        return vector2(a, b)
    elseif kind == 3 and vector3 then
        return vector3(a, b, c)
    elseif kind == 4 and vector4 then
        return vector4(a, b, c, d)
    elseif kind == 5 and quat then
        return quat(a, b, c, d)
    end
    error('a vector came back, and this server has none', 0)
end

local decode

local function decodeTable()
    local count = sunpack('<I4', data, at)
    at = at + 4
    local value = {}
    list[#list + 1] = value
    for i = 1, count do
        value[i] = decode()
    end
    while byte(data, at) ~= 7 do
        local key = decode()
        value[key] = decode()
    end
    at = at + 1
    return value
end

function decode()
    local tag = byte(data, at)
    at = at + 1
    if tag == INTEGER then
        local zigzag = number()
        return zigzag >> 1 ~ -(zigzag & 1)
    elseif tag == STRING then
        local length = number()
        at = at + length
        return sub(data, at - length, at - 1)
    elseif tag == TABLE then
        return decodeTable()
    elseif tag == FLOAT then
        at = at + 8
        return (sunpack('<d', data, at - 8))
    elseif tag == 8 then
        return list[number() + 1]
    elseif tag == VECTOR then
        return vector()
    end
    if tag == 0 then
        return nil
    end
    return tag == 2
end

-- The values within bytes, as many as there are.
function M.asyncDecode(text, count)
    data, at, list = text, 1, {}
    local values = {}
    for i = 1, count do
        values[i] = decode()
    end
    data, list = nil, nil
    return unpack(values, 1, count)
end
