-- What the engine lua54 needs in Lua itself. Functions in Java return a status: an error or a yield
-- must not pass a frame of Java, so it begins here.
local java = ...
local call, again, track, enter, leave = java.call, java.again, java.track, java.enter, java.leave
local closing, shut, mark, unwind, release =
    java.closing, java.shut, java.mark, java.unwind, java.release

local rawtype, error, select, setmetatable, getmetatable = type, error, select, setmetatable, getmetatable
local next, rawset, pack, unpack, concat = next, rawset, table.pack, table.unpack, table.concat
local pcall, xpcall, tostring = pcall, xpcall, tostring
local create, resume, status, close = coroutine.create, coroutine.resume, coroutine.status, coroutine.close
local yield = coroutine.yield
local setupvalue, copen, cdate = debug.setupvalue, io.open, os.date
local sbyte, find, sub, randomseed = string.byte, string.find, string.sub, math.randomseed
local DONE <const>, FAILED <const> = 0, 1

math.randomseed(java.seed)

-- Kept alive: Lua makes these messages where it has no memory and nobody who catches an error.
local messages <const> = { 'cannot resume dead coroutine', 'cannot resume non-suspended coroutine',
    'C stack overflow' }

-- Functions that Java adds, and the names of those that have no source.
local host = {}
local names = setmetatable({}, { __mode = 'k' })

local function finish(code, ...)
    if code == DONE then
        return ...
    end
    if code == FAILED then
        error((...), 0)
    end
    return finish(again(code, yield(...)))
end

local released = { __gc = function(guard) release(guard.id, guard.kind) end }

-- A function of the host as scripts see it.
local function hostFunction(id, name)
    local guard = setmetatable({ id = id, kind = 0 }, released)
    local function f(...)
        return finish(call(guard.id, ...))
    end
    names[f] = name
    return f
end

-- The error that stops or cancels a script says why only to the host.
local function told(...)
    local ok, message = ...
    if ok == false and rawtype(message) == 'string' and sbyte(message, -1) == 3 then
        return ok, host.stopMessage()
    end
    return ...
end

-- Regions that an error jumps over end where it is caught.
local function caught(from, ok, ...)
    if not ok then
        unwind(from)
        return told(ok, ...)
    end
    return ok, ...
end

function _G.pcall(...)
    return caught(mark(), pcall(...))
end

function _G.xpcall(...)
    return caught(mark(), xpcall(...))
end

-- Java hears of every switch, and keeps a track for each coroutine as long as the coroutine lives.
local tracks = setmetatable({}, { __mode = 'k' })

local function trackOf(co)
    local guard = tracks[co]
    if not guard then
        guard = setmetatable({ id = track(co), kind = 1 }, released)
        tracks[co] = guard
    end
    return guard.id
end

-- It holds the coroutine, which nobody else may any more.
local function left(co, id, ...)
    leave(id)
    return told(...)
end

local function switch(co, ...)
    if rawtype(co) ~= 'thread' or status(co) ~= 'suspended' then
        return resume(co, ...)
    end
    local id = trackOf(co)
    enter(id)
    return left(co, id, resume(co, ...))
end

local function shutUp(co, id, ...)
    shut(id)
    return ...
end

-- A dead coroutine, whose variables may still have to be closed by functions of the script.
local function closeDead(co)
    local guard = tracks[co]
    if not guard then
        return close(co)
    end
    closing(guard.id)
    return shutUp(co, guard.id, close(co))
end

function coroutine.close(co)
    if rawtype(co) ~= 'thread' then
        return close(co)
    end
    local now = status(co)
    if now == 'suspended' and tracks[co] then
        local id = tracks[co].id
        enter(id)
        return left(co, id, close(co))
    end
    if now == 'dead' then
        return told(closeDead(co))
    end
    if now ~= 'suspended' then
        error('cannot close a ' .. now .. ' coroutine', 2)
    end
    return close(co)
end

local function unwrap(co, ok, ...)
    if ok then
        return ...
    end
    local message = ...
    if status(co) == 'dead' then
        local closed, why = closeDead(co)
        if not closed then
            message = why
        end
    end
    error(message, rawtype(message) == 'string' and 2 or 0)
end

coroutine.resume = switch

function coroutine.wrap(f)
    local co = create(f)
    return function(...)
        return unwrap(co, switch(co, ...))
    end
end

local function source(chunk)
    local pieces = {}
    while true do
        local piece = chunk()
        if piece == nil or piece == '' then
            return concat(pieces)
        end
        if rawtype(piece) ~= 'string' then
            error('reader function must return a string', 0)
        end
        pieces[#pieces + 1] = piece
    end
end

function _G.load(chunk, name, mode, ...)
    local text = chunk
    if rawtype(chunk) == 'function' then
        local ok, read = pcall(source, chunk)
        if not ok then
            return nil, read
        end
        text = read
        name = name or '=(load)'
    elseif rawtype(chunk) ~= 'string' then
        error("bad argument #1 to 'load' (function expected, got "
            .. (chunk == nil and 'no value' or rawtype(chunk)) .. ')', 2)
    end
    local f, message = host.compile(text, name or chunk, mode or 'bt')
    if f and select('#', ...) > 0 then
        setupvalue(f, 1, (...))
    end
    return f, message
end

function io.open(path, mode)
    mode = mode or 'r'
    if not mode:match('^[rwa]%+?b?$') then
        error("bad argument #2 to 'open' (invalid mode)", 2)
    end
    local real, message, code = host.resolve(path, mode ~= 'r' and mode ~= 'rb')
    if not real then
        return nil, message, code
    end
    local file, why, number = copen(real, mode)
    if not file then
        return nil, path .. why:sub(#real + 1), number
    end
    return file
end

-- The only time zone of the simulation is UTC.
function os.date(format, time)
    format = format or '%c'
    return cdate(format:sub(1, 1) == '!' and format or '!' .. format, time or host.time())
end

function io.lines()
    return function() end
end

local function keep(library, kept)
    for name in next, library do
        if not kept[name] then
            library[name] = nil
        end
    end
end

local function set(list)
    local result = {}
    for name in list:gmatch('%S+') do
        result[name] = true
    end
    return result
end

keep(debug, set 'getinfo getmetatable setmetatable getupvalue traceback')
keep(io, set 'open close type lines')
keep(os, set 'date difftime')
string.dump = nil

-- One call that would take more than a script may have never comes to an instruction to stop at.
local rep = string.rep
function string.rep(s, n, separator)
    if rawtype(s) == 'string' and rawtype(n) == 'number'
        and n * (#s + (rawtype(separator) == 'string' and #separator or 0)) > java.most then
        error('resulting string too large', 2)
    end
    return rep(s, n, separator)
end
dofile, loadfile, package = nil, nil, nil
loadstring, _G.unpack = load, unpack

bit32 = {}
do
    local function fold(apply, start)
        return function(...)
            local result = start
            for i = 1, select('#', ...) do
                result = apply(result, (select(i, ...)))
            end
            return result & 0xFFFFFFFF
        end
    end
    local function arshift(x, by)
        x = x & 0xFFFFFFFF
        if by < 0 then
            return x << -by & 0xFFFFFFFF
        end
        local filled = x >= 0x80000000 and ~(0xFFFFFFFF >> by) or 0
        return (x >> by | filled) & 0xFFFFFFFF
    end
    local function lshift(x, by)
        return (x & 0xFFFFFFFF) << by & 0xFFFFFFFF
    end
    local function rotate(x, by)
        by = by % 32
        x = x & 0xFFFFFFFF
        return (x << by | x >> (32 - by)) & 0xFFFFFFFF
    end
    local function field(from, width)
        width = width or 1
        if from < 0 or width < 1 or from + width > 32 then
            error('trying to access non-existent bits', 3)
        end
        return (1 << width) - 1
    end
    bit32.band = fold(function(a, b) return a & b end, 0xFFFFFFFF)
    bit32.bor = fold(function(a, b) return a | b end, 0)
    bit32.bxor = fold(function(a, b) return a ~ b end, 0)
    bit32.bnot = function(x) return ~x & 0xFFFFFFFF end
    bit32.btest = function(...) return bit32.band(...) ~= 0 end
    bit32.lshift, bit32.arshift = lshift, arshift
    bit32.rshift = function(x, by) return (x & 0xFFFFFFFF) >> by & 0xFFFFFFFF end
    bit32.lrotate = rotate
    bit32.rrotate = function(x, by) return rotate(x, -by) end
    bit32.extract = function(x, from, width)
        return (x & 0xFFFFFFFF) >> from & field(from, width)
    end
    bit32.replace = function(x, value, from, width)
        local bits = field(from, width)
        return (x & 0xFFFFFFFF & ~(bits << from)) | (value & bits) << from
    end
end

-- The one vector of each value, under its kind and its components as 32-bit floats.
local vectors, metatables = setmetatable({}, { __mode = 'v' }), {}
local spack, sunpack = string.pack, string.unpack

local function keep2(key, _, x, y)
    local v = setmetatable({ x, y }, metatables[2])
    vectors[key] = v
    return v
end

local function keep3(key, _, x, y, z)
    local v = setmetatable({ x, y, z }, metatables[3])
    vectors[key] = v
    return v
end

local function keep4(key, kind, x, y, z, w)
    local v = setmetatable({ x, y, z, w }, metatables[kind])
    vectors[key] = v
    return v
end

-- Adding zero makes one zero of the two.
local function makeVector(kind, a, b, c, d)
    if kind == 3 then
        local key = spack('<Bfff', kind, a + 0.0, b + 0.0, c + 0.0)
        return vectors[key] or keep3(key, sunpack('<Bfff', key))
    elseif kind == 2 then
        local key = spack('<Bff', kind, a + 0.0, b + 0.0)
        return vectors[key] or keep2(key, sunpack('<Bff', key))
    end
    local key = spack('<Bffff', kind, a + 0.0, b + 0.0, c + 0.0, d + 0.0)
    return vectors[key] or keep4(key, sunpack('<Bffff', key))
end

-- type() knows the vectors; their metatables come once vector.lua has run.
local function knowVectors(...)
    local kinds, list = {}, { 'vector2', 'vector3', 'vector4', 'quat' }
    for i = 1, select('#', ...) do
        metatables[i + 1] = (select(i, ...))
        kinds[metatables[i + 1]] = list[i]
    end
    function _G.type(...)
        local value = ...
        local kind = rawtype(...)
        return kind == 'table' and kinds[getmetatable(value)] or kind
    end
    return vectors
end

local function onMissingGlobal(find)
    setmetatable(_G, { __index = function(globals, name)
        if rawtype(name) ~= 'string' then
            return nil
        end
        local value = find(name)
        if value ~= nil then
            rawset(globals, name, value)
        end
        return value
    end })
end

local function nameBuiltins()
    for key, value in next, _G do
        if rawtype(value) == 'function' then
            names[value] = names[value] or key
        elseif rawtype(value) == 'table' and value ~= _G then
            for name, f in next, value do
                if rawtype(f) == 'function' then
                    names[f] = names[f] or name
                end
            end
        end
    end
end

-- What globals have under a name with dots.
local function lookUp(globals, name)
    local dot = find(name, '.', 1, true)
    if not dot then
        return globals[name]
    end
    local library = globals[sub(name, 1, dot - 1)]
    return rawtype(library) == 'table' and library[sub(name, dot + 1)] or nil
end

host.messages = messages

return hostFunction, host, names, tostring, knowVectors, onMissingGlobal, nameBuiltins, makeVector,
    randomseed, lookUp
