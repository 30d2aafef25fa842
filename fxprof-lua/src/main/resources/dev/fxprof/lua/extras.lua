-- What LuaGLM adds to the base, table and string libraries (lbaselib.c, ltablib.c, lstrlib.c of
-- github.com/citizenfx/lua, branch luaglm-dev/cfx).
local type, next, select, error, tostring = type, next, select, error, tostring
local getmetatable, setmetatable, pairs = getmetatable, setmetatable, pairs
local concat, unpack = table.concat, table.unpack

local function expect(value, position, name, expected)
    if type(value) ~= expected then
        error("bad argument #" .. position .. " to '" .. name .. "' (" .. expected
            .. " expected, got " .. (value == nil and 'no value' or type(value)) .. ')', 3)
    end
end

-- A value whose variable, declared <close>, runs the function at the end of its scope.
function defer(f)
    expect(f, 1, 'defer', 'function')
    return setmetatable({}, { __close = f })
end

function each(t)
    local metatable = getmetatable(t)
    local iterate = type(metatable) == 'table' and metatable.__iter
    if iterate then
        return iterate(t)
    end
    return pairs(t)
end

function scrub(...)
    local kept = { ... }
    for i = 1, select('#', ...) do
        local kind = type(kept[i])
        if kind == 'table' or kind == 'function' or kind == 'userdata' or kind == 'thread' then
            kept[i] = nil
        end
    end
    return unpack(kept, 1, select('#', ...))
end

-- empty, array (1 to n and nothing else), hash or mixed; nil for anything but a table.
function table.type(t)
    if type(t) ~= 'table' then
        return nil
    end
    local inOrder, others, n = 0, false, #t
    for k in next, t do
        if type(k) == 'number' and k >= 1 and k <= n and k % 1 == 0 then
            inOrder = inOrder + 1
        else
            others = true
        end
    end
    if inOrder == 0 then
        return others and 'hash' or 'empty'
    end
    return others and 'mixed' or 'array'
end

function table.create(elements, fields)
    expect(elements, 1, 'create', 'number')
    expect(fields, 2, 'create', 'number')
    return {}
end

function table.wipe(t)
    expect(t, 1, 'wipe', 'table')
    for k in next, t do
        t[k] = nil
    end
    return t
end

function table.clone(t, into)
    expect(t, 1, 'clone', 'table')
    into = into or {}
    for k, v in next, t do
        into[k] = v
    end
    return into
end

table.new, table.clear = table.create, table.wipe

local function isOneOf(characters, c)
    return characters:find(c, 1, true) ~= nil
end

function string.strtrim(s, characters)
    expect(s, 1, 'strtrim', 'string')
    characters = characters or '\t\n\v\f\r '
    local first, last = 1, #s
    while first <= last and isOneOf(characters, s:sub(first, first)) do
        first = first + 1
    end
    while last >= first and isOneOf(characters, s:sub(last, last)) do
        last = last - 1
    end
    return s:sub(first, last)
end

-- Every character of the delimiter separates; the last of at most so many pieces is the rest.
function string.strsplit(delimiter, s, pieces)
    expect(delimiter, 1, 'strsplit', 'string')
    expect(s, 2, 'strsplit', 'string')
    local most, list, from = pieces or 0, {}, 1
    if most == 0 or most > 1 then
        for i = 1, #s do
            if isOneOf(delimiter, s:sub(i, i)) then
                list[#list + 1] = s:sub(from, i - 1)
                from = i + 1
                if #list == most - 1 then
                    break
                end
            end
        end
    end
    list[#list + 1] = s:sub(from)
    return unpack(list)
end

function string.strjoin(delimiter, ...)
    expect(delimiter, 1, 'strjoin', 'string')
    return concat({ ... }, delimiter)
end

function string.strconcat(...)
    return concat { ... }
end

function string.tostringall(...)
    local list = { ... }
    for i = 1, select('#', ...) do
        list[i] = tostring(list[i])
    end
    return unpack(list, 1, select('#', ...))
end
