-- The server part of what @ox_lib/init.lua gives to scripts, as its documentation describes it.
-- Written for fxprof; the real one runs here, too, if it stands in the folder.

local resource = GetCurrentResourceName()

lib = setmetatable({ name = 'ox_lib', context = 'server', service = 'server' }, {
    __index = function(_, name)
        error(("lib.%s is not in fxprof's stand-in for ox_lib; put ox_lib itself into the folder of resources"):format(name), 2)
    end
})

cache = { resource = resource, game = GetGameName and GetGameName() or 'fxserver' }

-- Modules

local loaded = {}

local function modulePath(name)
    local owner, path = name:match('^@([^/%.]+)[/%.](.+)$')
    return owner or resource, (path or name):gsub('%.lua$', ''):gsub('%.', '/') .. '.lua'
end

function lib.load(name, env)
    local owner, path = modulePath(name)
    local source = LoadResourceFile(owner, path)
    if not source then
        error(("module '%s' not found: no file %s in %s"):format(name, path, owner), 2)
    end
    local chunk, problem = load(source, '@' .. owner .. '/' .. path, 't', env or _ENV)
    if not chunk then
        error(problem, 2)
    end
    return chunk()
end

function lib.require(name)
    if loaded[name] == nil then
        local value = lib.load(name)
        loaded[name] = value == nil and true or value
    end
    return loaded[name]
end

require = lib.require

function lib.loadJson(name)
    local owner, path = modulePath(name)
    local text = LoadResourceFile(owner, (path:gsub('%.lua$', '.json')))
    if not text then
        error(("json file '%s' not found"):format(name), 2)
    end
    return json.decode(text)
end

-- Log

lib.print = {}
for _, level in ipairs({ 'error', 'warn', 'info', 'verbose', 'debug' }) do
    lib.print[level] = function(...)
        print(('[%s]'):format(level:upper()), ...)
    end
end

function lib.logger() end

function lib.versionCheck() end

function lib.checkDependency()
    return true
end

-- Tables, strings and numbers

lib.table = setmetatable({}, { __index = table })

function lib.table.contains(list, wanted)
    if type(wanted) == 'table' then
        for _, value in pairs(wanted) do
            if not lib.table.contains(list, value) then
                return false
            end
        end
        return true
    end
    for _, value in pairs(list) do
        if value == wanted then
            return true
        end
    end
    return false
end

function lib.table.matches(a, b)
    if type(a) ~= 'table' or type(b) ~= 'table' then
        return a == b
    end
    for key, value in pairs(a) do
        if not lib.table.matches(value, b[key]) then
            return false
        end
    end
    for key in pairs(b) do
        if a[key] == nil then
            return false
        end
    end
    return true
end

function lib.table.deepclone(value)
    if type(value) ~= 'table' then
        return value
    end
    local copy = {}
    for key, item in pairs(value) do
        copy[key] = lib.table.deepclone(item)
    end
    return setmetatable(copy, getmetatable(value))
end

function lib.table.merge(to, from, add)
    for key, value in pairs(from) do
        if type(value) == 'table' and type(to[key]) == 'table' then
            lib.table.merge(to[key], value, add)
        elseif add ~= false and type(value) == 'number' and type(to[key]) == 'number' then
            to[key] = to[key] + value
        else
            to[key] = value
        end
    end
    return to
end

function lib.table.freeze(value)
    return setmetatable({}, {
        __index = value,
        __metatable = 'readonly',
        __newindex = function(_, key)
            error(('cannot set values on a read-only table (%s)'):format(key), 2)
        end,
        __len = function() return #value end,
        __pairs = function() return next, value end
    })
end

lib.string = setmetatable({}, { __index = string })

local ranges = { ['1'] = { 48, 57 }, A = { 65, 90 }, a = { 97, 122 } }

function lib.string.random(pattern, length)
    local out = {}
    local at = 1
    length = length or #(pattern:gsub('%^', ''))
    while #out < length and at <= #pattern do
        local c = pattern:sub(at, at)
        if c == '^' then
            at = at + 1
            out[#out + 1] = pattern:sub(at, at)
        elseif c == '.' then
            local range = math.random(2) == 1 and ranges['1'] or ranges.A
            out[#out + 1] = string.char(math.random(range[1], range[2]))
        else
            local range = ranges[c]
            out[#out + 1] = range and string.char(math.random(range[1], range[2])) or c
        end
        at = at + 1
    end
    return table.concat(out)
end

lib.math = setmetatable({}, { __index = math })

function lib.math.round(value, places)
    local factor = 10 ^ (places or 0)
    local rounded = math.floor(tonumber(value) * factor + 0.5) / factor
    return (places or 0) == 0 and math.floor(rounded) or rounded
end

function lib.math.clamp(value, lower, upper)
    return math.max(math.min(lower, upper), math.min(math.max(lower, upper), value))
end

function lib.math.groupdigits(value, separator)
    local left, digits, right = tostring(value):match('^([^%d]*%d)(%d*)(.-)$')
    return left .. digits:reverse():gsub('(%d%d%d)', '%1' .. (separator or ',')):reverse() .. right
end

function lib.waitFor(cb, message, timeout)
    local value = cb()
    local start = GetGameTimer()
    local limit = timeout == nil and 1000 or timeout
    while value == nil do
        Wait(0)
        if limit and GetGameTimer() - start > limit then
            error(('%s (waited %dms)'):format(message or 'failed to resolve callback', limit), 2)
        end
        value = cb()
    end
    return value
end

-- Classes

function lib.class(name, super)
    local class = { __name = name }
    class.__index = class
    if super then
        setmetatable(class, { __index = super })
    end
    function class:new(...)
        local object = setmetatable({ private = {} }, class)
        if class.constructor then
            object:constructor(...)
        end
        return object
    end
    function class:super(...)
        if super and super.constructor then
            super.constructor(self, ...)
        end
    end
    function class:isClass(other)
        return getmetatable(self) == other
    end
    function class:instanceOf(other)
        local at = getmetatable(self)
        while at do
            if at == other then
                return true
            end
            local meta = getmetatable(at)
            at = meta and meta.__index
        end
        return false
    end
    return class
end

-- Callbacks between client and server

local waiting = {}
local ticket = 0
local answerEvent = '__ox_cb_%s'

RegisterNetEvent(answerEvent:format(resource), function(key, ...)
    local cb = waiting[key]
    waiting[key] = nil
    if cb then
        cb(...)
    end
end)

local function ask(event, player, cb, ...)
    ticket = ticket + 1
    local key = ('%s:%d:%s'):format(event, ticket, player)
    waiting[key] = cb
    TriggerClientEvent(answerEvent:format(event), player, resource, key, ...)
    return key
end

lib.callback = setmetatable({}, {
    __call = function(_, event, player, cb, ...)
        ask(event, player, cb, ...)
    end
})

-- A simulated client answers only what the scenario lets it answer; the real one gives up later.
local CALLBACK_MILLISECONDS = 10000

function lib.callback.await(event, player, ...)
    local p = promise.new()
    local key = ask(event, player, function(...)
        p:resolve({ ... })
    end, ...)
    SetTimeout(CALLBACK_MILLISECONDS, function()
        if waiting[key] then
            waiting[key] = nil
            p:reject(("callback event '%s' timed out"):format(key))
        end
    end)
    return table.unpack(Citizen.Await(p))
end

function lib.callback.register(name, cb)
    RegisterNetEvent(answerEvent:format(name), function(from, key, ...)
        local player = source
        local function reply(ok, ...)
            if ok then
                TriggerClientEvent(answerEvent:format(from), player, key, ...)
            else
                print(('callback %s failed: %s'):format(name, (...)))
                TriggerClientEvent(answerEvent:format(from), player, key, false)
            end
        end
        reply(pcall(cb, player, ...))
    end)
end

-- Commands and rights

local convert = {
    number = tonumber,
    string = function(text) return tonumber(text) and text or text end,
    playerId = function(text, from) return text == 'me' and from or tonumber(text) end,
    longString = function(text) return text end
}

function lib.addCommand(names, properties, cb, ...)
    if not cb then
        properties, cb = {}, properties
    end
    for _, name in ipairs(type(names) == 'table' and names or { names }) do
        RegisterCommand(name, function(from, words, raw)
            local args = properties.params and {} or words
            for i, param in ipairs(properties.params or {}) do
                local text = words[i]
                local value = text and (convert[param.type] or convert.longString)(text, from)
                if value == nil and not param.optional then
                    print(("command '%s' received an invalid %s for argument %d (%s), received '%s'")
                        :format(name, param.type or 'value', i, param.name, text))
                    return
                end
                args[param.name] = value
            end
            cb(from, args, raw)
        end, properties.restricted and true or false)
    end
end

function lib.addAce() end

function lib.removeAce() end

function lib.addPrincipal() end

function lib.removePrincipal() end

-- Players and clients

function lib.triggerClientEvent(event, players, ...)
    if type(players) ~= 'table' then
        return TriggerClientEvent(event, players, ...)
    end
    for _, player in ipairs(players) do
        TriggerClientEvent(event, player, ...)
    end
end

function lib.notify(player, data)
    TriggerClientEvent('ox_lib:notify', player, data)
end

function lib.getNearbyPlayers(coords, distance)
    local near = {}
    for _, player in ipairs(GetPlayers()) do
        local ped = GetPlayerPed(player)
        local at = GetEntityCoords(ped)
        if #(coords - at) < (distance or 2.0) then
            near[#near + 1] = { id = tonumber(player), ped = ped, coords = at }
        end
    end
    return near
end

function lib.getClosestPlayer(coords, distance)
    local closest
    local limit = distance or 2.0
    for _, player in ipairs(lib.getNearbyPlayers(coords, limit)) do
        local away = #(coords - player.coords)
        if away < limit then
            limit, closest = away, player
        end
    end
    if closest then
        return closest.id, closest.ped, closest.coords
    end
end

-- Locales

local words = {}

function lib.getLocaleKey()
    return GetConvar('ox:locale', 'en')
end

function lib.locale(key)
    local text = LoadResourceFile(resource, ('locales/%s.json'):format(key or lib.getLocaleKey()))
        or LoadResourceFile(resource, 'locales/en.json')
    words = text and json.decode(text) or {}
end

function lib.getLocales()
    return words
end

function locale(key, ...)
    local text = words[key]
    if not text then
        return key
    end
    return select('#', ...) > 0 and text:format(...) or text
end

-- Timers

function lib.timer(milliseconds, onEnd, async)
    local timer = { ends = GetGameTimer() + milliseconds }
    function timer:getTimeLeft()
        return math.max(0, self.ends - GetGameTimer())
    end
    function timer:forceEnd(trigger)
        if not self.done then
            self.done = true
            if trigger ~= false and onEnd then
                onEnd()
            end
        end
    end
    local function run()
        while not timer.done and GetGameTimer() < timer.ends do
            Wait(0)
        end
        timer:forceEnd(true)
    end
    if async then
        CreateThread(run)
    else
        run()
    end
    return timer
end
