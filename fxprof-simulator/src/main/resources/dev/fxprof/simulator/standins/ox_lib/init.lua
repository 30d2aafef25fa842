-- The server part of what @ox_lib/init.lua gives to scripts, as its documentation describes it.
-- Written for fxprof; the real one runs here, too, if it stands in the folder.

local resource = GetCurrentResourceName()

lib = setmetatable({ name = 'ox_lib', context = 'server', service = 'server' }, {
    __index = function(self, name)
        local path = ('imports/%s.lua'):format(name)
        local source = LoadResourceFile('ox_lib', path)
        if not source then
            error(("lib.%s is not in fxprof's stand-in for ox_lib; put ox_lib itself into the folder of resources"):format(name), 2)
        end
        self[name] = assert(load(source, '@ox_lib/' .. path))()
        return self[name]
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

-- Commands and rights

local convert = {
    number = function(text) return tonumber(text) end,
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
