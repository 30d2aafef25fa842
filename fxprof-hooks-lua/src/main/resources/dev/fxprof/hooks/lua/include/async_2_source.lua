-- The text of a function, found again in the file that it was loaded from.
--
-- A server's Lua can neither dump a function for another process nor say where on a line it stands. So the
-- file is read again, the functions in it are found by their keywords, and the one that stands on exactly
-- the lines that debug.getinfo gives is compiled once more: what comes out must be the same in parameters,
-- upvalues and lines that hold code. Done once a function.

local M = ...

local type, load, pcall, error, next = type, load, pcall, error, next
local find, match, sub, srep, concat = string.find, string.match, string.sub, string.rep, table.concat
local getinfo, getupvalue = debug.getinfo, debug.getupvalue

local MOST_UPVALUES <const> = 150
local OPENS = { ['function'] = true, ['do'] = true, ['if'] = true, ['repeat'] = true }
local CLOSES = { ['end'] = true, ['until'] = true }

local files, functions = {}, {}

local function lines(text, from, to)
    local count, at = 0, from
    while true do
        at = find(text, '\n', at, true)
        if not at or at > to then
            return count
        end
        count, at = count + 1, at + 1
    end
end

-- The place behind a string that begins at a quote.
local function afterQuotes(text, at)
    local quote = sub(text, at, at)
    while true do
        at = find(text, '[\\' .. quote .. ']', at + 1)
        if not at then
            return #text + 1
        elseif sub(text, at, at) == quote then
            return at + 1
        end
        at = at + 1
    end
end

-- The place behind a long bracket that may begin here, or nil.
local function afterBrackets(text, at)
    local level = match(text, '^%[(=*)%[', at)
    if level then
        local _, stop = find(text, ']' .. level .. ']', at, true)
        return (stop or #text) + 1
    end
end

-- The place behind something that holds no code.
local function afterDead(text, at, first)
    if first == '"' or first == "'" or first == '`' then
        return afterQuotes(text, at)
    elseif first == '[' then
        return afterBrackets(text, at)
    elseif first == '-' and sub(text, at + 1, at + 1) == '-' then
        return afterBrackets(text, at + 2) or find(text, '\n', at, true) or #text + 1
    elseif first == '/' and sub(text, at + 1, at + 1) == '*' then
        local _, stop = find(text, '*/', at + 2, true)
        return (stop or #text) + 1
    end
end

-- All functions of a file by first and last line, and its constants: names that the compiler may have
-- replaced by what they stand for, each with the text behind its equals sign.
local function scan(text)
    local found, constants, open = {}, {}, {}
    local at, line, word = 1, 1, nil
    while true do
        at = find(text, '[%a_%-"\'`%[/<\n]', at)
        if not at then
            return { text = text, functions = found, constants = constants }
        end
        local first = sub(text, at, at)
        local dead = afterDead(text, at, first)
        if dead then
            line = line + lines(text, at, dead - 1)
            at = dead
        elseif first == '\n' then
            line, at = line + 1, at + 1
        elseif find(first, '[%a_]') then
            word = match(text, '^[%w_]+', at)
            if OPENS[word] then
                open[#open + 1] = { word = word, at = at, line = line }
            elseif CLOSES[word] then
                local block = open[#open]
                open[#open] = nil
                if block and block.word == 'function' then
                    local key = block.line .. ':' .. line
                    found[key] = found[key] and 'several' or { from = block.at, to = at + 2 }
                end
            end
            at = at + #word
        else
            if first == '<' and word and find(text, '^<%s*const%s*>', at) then
                local known = constants[word] ~= nil
                constants[word] = not known and match(text, '^<%s*const%s*>%s*=([^\n]*)', at) or false
            end
            at = at + 1
        end
    end
end

local function fileOf(source)
    local known = files[source]
    if known == nil then
        local resource, path = match(source, '^@@?([^/]+)/(.+)$')
        local text = resource and LoadResourceFile(resource, path)
        known = text and scan(text) or false
        files[source] = known
    end
    return known
end

-- Without the sign that says that it is a file.
local function shown(source)
    return match(source, '^@(.*)$') or source
end

local function unreadable(source, line)
    return ('Async.Run: the source of the function at %s:%d cannot be read (is the resource escrowed, or was the '
        .. 'function made by load?): use a function of a file that can, or give { \'file.lua\', \'name\' }')
        :format(shown(source), line)
end

-- function M.name(a) and function M:name(a) as expressions, and the name.
local function asExpression(text, from, to)
    local slice = sub(text, from, to)
    local name, rest = match(slice, '^function%s*([%a_][%w_%.:%s]*)(%(.*)$')
    if not name then
        local before = match(sub(text, from - 100 > 1 and from - 100 or 1, from - 1), '([%a_][%w_%.]*)%s*=%s*$')
        return slice, before
    end
    name = name:gsub('%s+', '')
    if not find(name, ':', 1, true) then
        return 'function' .. rest, name
    elseif find(rest, '^%(%s*%)') then
        return 'function(self' .. sub(rest, 2), name
    end
    return 'function(self, ' .. sub(rest, 2), name
end

-- The upvalues of a function: their names, in which place each stands, and what stands for itself.
local function upvaluesOf(fn, count)
    local names, places, itself = {}, {}, nil
    for i = 1, count do
        local name, value = getupvalue(fn, i)
        if value == fn then
            itself = name
        elseif name ~= '_ENV' then
            names[#names + 1] = name
            places[#places + 1] = i
        end
    end
    return names, places, itself
end

local function compile(expression, names, line)
    local head = #names > 0 and 'local ' .. concat(names, ', ') .. ' ' or ''
    local chunk = load(srep('\n', line - 1) .. head .. 'return ' .. expression, '=function')
    return chunk and chunk()
end

local function setOf(fn, count)
    local set = {}
    for i = 1, count do
        set[getupvalue(fn, i) or ''] = true
    end
    return set
end

local function sameLines(a, b)
    local mine, other = getinfo(a, 'L').activelines or {}, getinfo(b, 'L').activelines or {}
    for line in next, mine do
        if not other[line] then
            return false
        end
    end
    for line in next, other do
        if not mine[line] then
            return false
        end
    end
    return true
end

-- What a constant of the file stands for; nil if that cannot be said. It may name others, and where several
-- are declared at a time the compiler replaces the last only.
local function constant(constants, name)
    local text = constants[name]
    local others = setmetatable({}, { __index = function(_, other)
        return other ~= name and constant(constants, other) or nil
    end })
    local results = table.pack(pcall(text and load('return ' .. text, '=constant', 't', others) or error))
    local value = results[results.n]
    local kind = type(value)
    if results[1] and results.n > 1 and (kind == 'number' or kind == 'string' or kind == 'boolean') then
        return value
    end
end

-- Whether a compiled text is the function; else the sentence that says why not.
local function check(entry, fn, info, file, names)
    local source, line = info.source, info.linedefined
    local free, all = {}, {}
    for i = 1, #names do
        all[i] = names[i]
    end
    for name in next, file.constants do
        if find(entry.expression, name, 1, true) and not entry.has[name] then
            free[#free + 1] = name
            all[#all + 1] = name
        end
    end
    local again = compile(entry.expression, all, line)
    local same = type(again) == 'function' and getinfo(again, 'u')
    local set = same and setOf(again, same.nups)
    if not same or same.nparams ~= info.nparams or same.isvararg ~= info.isvararg or not sameLines(again, fn) then
        return unreadable(source, line) .. ': what stands there now is another function'
    end
    for name in next, entry.has do
        if not set[name] then
            return unreadable(source, line) .. ': what stands there now does not use ' .. name
        end
    end
    entry.constants = {}
    for i = 1, #free do
        if set[free[i]] then
            local value = constant(file.constants, free[i])
            if value == nil then
                return ('Async.Run: %s, which the function at %s:%d uses, is a <const> whose value the compiler has '
                    .. 'put in its place: pass it as an argument'):format(free[i], shown(source), line)
            end
            entry.constants[#entry.constants + 1] = { free[i], value }
        end
    end
    if set._ENV and not entry.has._ENV then
        return unreadable(source, line) .. ': what stands there now is another function'
    end
end

local function sentence(info)
    if info.what == 'C' then
        return 'Async.Run expects a function of a script, got one of the server'
    elseif info.nups > MOST_UPVALUES then
        return ('Async.Run: the function at %s:%d uses %d variables from outside, more than the %d that may travel')
            :format(shown(info.source), info.linedefined, info.nups, MOST_UPVALUES)
    end
end

-- Where a function is to be found, or nil and a sentence.
local function locate(info)
    local source, line = info.source, info.linedefined
    local wrong = sentence(info)
    if wrong then
        return nil, wrong
    end
    local file = fileOf(source)
    local place = file and file.functions[line .. ':' .. info.lastlinedefined]
    if place == 'several' then
        return nil, ('Async.Run: two functions begin at line %d and end at line %d of %s, so it cannot be told which '
            .. 'is meant: put one of them on a line of its own'):format(line, info.lastlinedefined, shown(source))
    elseif not place or not utf8.len(file.text, place.from, place.to) then
        return nil, unreadable(source, line)
    end
    return file, place
end

local ids = 0

local function newId()
    ids = ids + 1
    return ids
end

local function describe(fn, info)
    local file, place = locate(info)
    if not file then
        return nil, place
    end
    local names, places, itself = upvaluesOf(fn, info.nups)
    local expression, name = asExpression(file.text, place.from, place.to)
    local entry = { id = newId(), chunk = info.source, line = info.linedefined, name = name
        or match(info.source, '([^/]+)$') .. ':' .. info.linedefined, expression = expression, names = names, places = places,
        has = setOf(fn, info.nups) }
    if itself then
        names[#names + 1] = itself
    end
    local wrong = check(entry, fn, info, file, names)
    if itself then
        names[#names] = nil
        entry.expression = ('(function() local %s %s = %s return %s end)()'):format(itself, itself, expression, itself)
    end
    if wrong then
        return nil, wrong
    end
    for i = 1, #entry.constants do
        names[#names + 1] = entry.constants[i][1]
    end
    return entry
end

-- What stands for the text of a function, made once; or nil and a sentence.
function M.asyncFunction(fn)
    local info = getinfo(fn, 'Su')
    local key = info.source .. ':' .. info.linedefined .. ':' .. info.lastlinedefined
    local entry = functions[key]
    if not entry then
        local wrong
        entry, wrong = describe(fn, info)
        if not entry then
            return nil, wrong
        end
        functions[key] = entry
    end
    return entry
end

-- The values that its names stand for, now: how many, and a list.
function M.asyncUpvalues(entry, fn)
    local values, places, constants = {}, entry.places, entry.constants
    local count = #places
    for i = 1, count do
        local _, value = getupvalue(fn, places[i])
        values[i] = value
    end
    for i = 1, #constants do
        values[count + i] = constants[i][2]
    end
    return count + #constants, values
end

local each = {}

-- The same for a function that is called for each item of a chunk.
function M.asyncEach(entry)
    local made = each[entry]
    if not made then
        made = {}
        for key, value in next, entry do
            made[key] = value
        end
        made.id = newId()
        made.expression = '(function() local fxprofEach = ' .. entry.expression
            .. ' return function(items, first) local results = {} for i = 1, #items do '
            .. 'results[i] = fxprofEach(items[i], first + i - 1) end return results end end)()'
        each[entry] = made
    end
    return made
end

-- A function that a file of the resource returns in a table, or makes global.
function M.asyncNamed(path, name)
    local resource = GetCurrentResourceName()
    local key = path .. '\0' .. name
    local entry = functions[key]
    if not entry then
        local text = LoadResourceFile(resource, path)
        if not text or not utf8.len(text) then
            return nil, ('Async.Run: there is no readable file %s in %s'):format(path, resource)
        end
        local quoted = ('%q'):format(name)
        entry = { id = newId(), chunk = '@' .. resource .. '/' .. path, line = 1, name = name, names = {}, places = {},
            constants = {}, expression = 'function(...) local m = (function(...) ' .. text .. '\nend)() local f = '
            .. 'type(m) == \'table\' and m[' .. quoted .. '] or _ENV[' .. quoted .. '] if type(f) ~= \'function\' then '
            .. 'error(\'there is no function \' .. ' .. quoted .. ' .. \' in it\', 0) end return f(...) end' }
        functions[key] = entry
    end
    return entry
end
