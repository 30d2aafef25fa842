-- msgpack.pack, msgpack.unpack and msgpack.pack_args as scripts of a server use them.
-- Given math.type where numbers have subtypes. Format: github.com/msgpack/msgpack, spec.md; vectors as extensions 20 to 23, as on a server.
local type, error, select, next = type, error, select, next
local spack, sunpack, char, concat = string.pack, string.unpack, string.char, table.concat
local floor, mathtype = math.floor, ...
local MOST_LEVELS = 128
local EXTENSIONS = { vector2 = 20, vector3 = 21, vector4 = 22, quat = 23 }
local FORMATS = { [20] = '<ff', [21] = '<fff', [22] = '<ffff', [23] = '<ffff' }
local MAKERS = { [20] = vector2, [21] = vector3, [22] = vector4 }
local quat = quat

local encode

local function isInteger(value)
    if mathtype then
        return mathtype(value) == 'integer'
    end
    return value == floor(value) and value >= -2 ^ 53 and value <= 2 ^ 53
end

local function encodeInteger(value)
    if value >= 0 then
        return value < 128 and char(value) or value < 256 and spack('>BB', 0xCC, value)
            or value < 65536 and spack('>BI2', 0xCD, value) or value < 4294967296 and spack('>BI4', 0xCE, value)
            or spack('>BI8', 0xCF, value)
    end
    return value >= -32 and char(256 + value) or value >= -128 and spack('>Bi1', 0xD0, value)
        or value >= -32768 and spack('>Bi2', 0xD1, value) or value >= -2147483648 and spack('>Bi4', 0xD2, value)
        or spack('>Bi8', 0xD3, value)
end

local function encodeNumber(value)
    if isInteger(value) then
        return encodeInteger(value)
    end
    local short = spack('>f', value)
    return sunpack('>f', short) == value and '\202' .. short or '\203' .. spack('>d', value)
end

local function head(n, short, room, byte, word, long)
    return n < room and char(short + n) or byte and n < 256 and spack('>BB', byte, n)
        or n < 65536 and spack('>BI2', word, n) or spack('>BI4', long, n)
end

-- Length of a table whose keys are exactly 1 to its length, else nil and how many keys it has.
local function sequence(t)
    local n, isSequence = 0, true
    local length = #t
    for key in next, t do
        n = n + 1
        isSequence = isSequence and type(key) == 'number' and key >= 1 and key <= length and key == floor(key)
    end
    if isSequence and n == length then
        return n
    end
    return nil, n
end

local function encodeTable(t, out, level)
    if level > MOST_LEVELS then
        error('cannot pack tables nested deeper than ' .. MOST_LEVELS .. ' levels, or that hold themselves', 0)
    end
    local length, count = sequence(t)
    if length then
        out[#out + 1] = head(length, 0x90, 16, nil, 0xDC, 0xDD)
        for i = 1, length do
            encode(t[i], out, level + 1)
        end
        return
    end
    out[#out + 1] = head(count, 0x80, 16, nil, 0xDE, 0xDF)
    for key, value in next, t do
        encode(key, out, level + 1)
        encode(value, out, level + 1)
    end
end

function encode(value, out, level)
    local kind = type(value)
    if kind == 'string' then
        out[#out + 1] = head(#value, 0xA0, 32, 0xD9, 0xDA, 0xDB)
        out[#out + 1] = value
    elseif kind == 'number' then
        out[#out + 1] = encodeNumber(value)
    elseif kind == 'boolean' then
        out[#out + 1] = value and '\195' or '\194'
    elseif kind == 'nil' then
        out[#out + 1] = '\192'
    elseif kind == 'table' then
        encodeTable(value, out, level)
    elseif EXTENSIONS[kind] then
        local extension = EXTENSIONS[kind]
        local data = kind == 'quat' and spack('<ffff', value.x, value.y, value.z, value.w)
            or spack(FORMATS[extension], value[1], value[2], value[3], value[4])
        out[#out + 1] = (#data == 8 and '\215' or #data == 16 and '\216' or spack('>BB', 0xC7, #data))
            .. char(extension) .. data
    else
        error('cannot pack a ' .. kind, 0)
    end
end

local function pack(value)
    local out = {}
    encode(value, out, 1)
    return concat(out)
end

local decode

local function take(s, n, at)
    if at + n - 1 > #s then
        error('the data ends within a value', 0)
    end
    return s:sub(at, at + n - 1), at + n
end

local function read(format, s, at, size)
    if at + size - 1 > #s then
        error('the data ends within a value', 0)
    end
    return (sunpack(format, s, at)), at + size
end

local function decodeList(s, n, at, level)
    local list, value = {}, nil
    for i = 1, n do
        value, at = decode(s, at, level + 1)
        list[i] = value
    end
    return list, at
end

local function decodeMap(s, n, at, level)
    local map, key, value = {}, nil, nil
    for _ = 1, n do
        key, at = decode(s, at, level + 1)
        value, at = decode(s, at, level + 1)
        if key ~= nil and key == key then
            map[key] = value
        end
    end
    return map, at
end

local function decodeExtension(s, n, at)
    local extension, data
    extension, at = read('B', s, at, 1)
    data, at = take(s, n, at)
    if extension == 23 and n == 16 then
        local x, y, z, w = sunpack('<ffff', data)
        return quat(w, x, y, z), at
    elseif MAKERS[extension] and n == 4 * (extension - 18) then
        local a, b, c, d = sunpack(FORMATS[extension], data)
        return extension == 20 and vector2(a, b) or extension == 21 and vector3(a, b, c) or vector4(a, b, c, d), at
    end
    error('cannot unpack the extension ' .. extension, 0)
end

local NUMBERS = {
    [0xCA] = { '>f', 4 }, [0xCB] = { '>d', 8 }, [0xCC] = { '>B', 1 }, [0xCD] = { '>I2', 2 }, [0xCE] = { '>I4', 4 },
    [0xCF] = { '>I8', 8 }, [0xD0] = { '>i1', 1 }, [0xD1] = { '>i2', 2 }, [0xD2] = { '>i4', 4 }, [0xD3] = { '>i8', 8 }
}
local LENGTHS = {
    [0xC4] = { '>B', 1 }, [0xC5] = { '>I2', 2 }, [0xC6] = { '>I4', 4 }, [0xC7] = { '>B', 1 }, [0xC8] = { '>I2', 2 },
    [0xC9] = { '>I4', 4 }, [0xD9] = { '>B', 1 }, [0xDA] = { '>I2', 2 }, [0xDB] = { '>I4', 4 }, [0xDC] = { '>I2', 2 },
    [0xDD] = { '>I4', 4 }, [0xDE] = { '>I2', 2 }, [0xDF] = { '>I4', 4 }
}

local function decodeLong(s, tag, at, level)
    local number = NUMBERS[tag]
    if number then
        return read(number[1], s, at, number[2])
    elseif tag >= 0xD4 and tag <= 0xD8 then
        return decodeExtension(s, 2 ^ (tag - 0xD4), at)
    end
    local length = LENGTHS[tag]
    if not length then
        error(('the data holds the byte 0x%02X, which begins no value'):format(tag), 0)
    end
    local n
    n, at = read(length[1], s, at, length[2])
    if tag >= 0xDE then
        return decodeMap(s, n, at, level)
    elseif tag >= 0xDC then
        return decodeList(s, n, at, level)
    elseif tag >= 0xC7 and tag <= 0xC9 then
        return decodeExtension(s, n, at)
    end
    return take(s, n, at)
end

function decode(s, at, level)
    if level > MOST_LEVELS then
        error('the data is nested deeper than ' .. MOST_LEVELS .. ' levels', 0)
    end
    local tag
    tag, at = read('B', s, at, 1)
    if tag < 0x80 then
        return tag, at
    elseif tag >= 0xE0 then
        return tag - 256, at
    elseif tag < 0x90 then
        return decodeMap(s, tag - 0x80, at, level)
    elseif tag < 0xA0 then
        return decodeList(s, tag - 0x90, at, level)
    elseif tag < 0xC0 then
        return take(s, tag - 0xA0, at)
    elseif tag == 0xC0 then
        return nil, at
    elseif tag == 0xC2 or tag == 0xC3 then
        return tag == 0xC3, at
    end
    return decodeLong(s, tag, at, level)
end

msgpack = {}

function msgpack.pack(...)
    local out = {}
    for i = 1, select('#', ...) do
        out[i] = pack((select(i, ...)))
    end
    return concat(out)
end

-- The arguments as one list, as events carry them; nils within it are kept.
function msgpack.pack_args(...)
    local n = select('#', ...)
    return head(n, 0x90, 16, nil, 0xDC, 0xDD) .. msgpack.pack(...)
end

function msgpack.unpack(s)
    if type(s) ~= 'string' then
        error("bad argument #1 to 'unpack' (string expected, got " .. type(s) .. ')', 2)
    end
    return (decode(s, 1, 1))
end
