-- The part of a server script's world that is simpler in Lua than in the host. Written for fxprof;
-- it follows the documented behaviour of the server's scheduler, not its code.

local yield = coroutine.yield

function Citizen.Wait(milliseconds)
    yield(tonumber(milliseconds) or 0)
end

Wait = Citizen.Wait
CreateThread = Citizen.CreateThread
CreateThreadNow = Citizen.CreateThreadNow
SetTimeout = Citizen.SetTimeout
ClearTimeout = Citizen.ClearTimeout
RegisterServerEvent = RegisterNetEvent



-- Promises

local Promise = {}
Promise.__index = Promise

local function settle(self, state, value)
    if self.state ~= 'pending' then
        return
    end
    self.state = state
    self.value = value
    local listeners = self.listeners
    self.listeners = nil
    for i = 1, #listeners do
        listeners[i](state == 'resolved', value)
    end
end

local function listen(self, listener)
    if self.state == 'pending' then
        self.listeners[#self.listeners + 1] = listener
    else
        listener(self.state == 'resolved', self.value)
    end
end

function Promise:resolve(value)
    if getmetatable(value) == Promise then
        listen(value, function(ok, result)
            settle(self, ok and 'resolved' or 'rejected', result)
        end)
    else
        settle(self, 'resolved', value)
    end
    return self
end

function Promise:reject(reason)
    settle(self, 'rejected', reason)
    return self
end

promise = {}

function promise.new()
    return setmetatable({ state = 'pending', listeners = {} }, Promise)
end

function Promise:next(onResolved, onRejected)
    local after = promise.new()
    listen(self, function(ok, value)
        local handler = onResolved
        if not ok then
            handler = onRejected
        end
        if not handler then
            settle(after, ok and 'resolved' or 'rejected', value)
            return
        end
        local fine, result = pcall(handler, value)
        if fine then
            after:resolve(result)
        else
            after:reject(result)
        end
    end)
    return after
end

function promise.all(list)
    local after, results, missing = promise.new(), {}, #list
    if missing == 0 then
        after:resolve(results)
    end
    for i = 1, #list do
        listen(list[i], function(ok, value)
            if not ok then
                after:reject(value)
                return
            end
            results[i] = value
            missing = missing - 1
            if missing == 0 then
                after:resolve(results)
            end
        end)
    end
    return after
end

function Citizen.Await(p)
    if p.state == 'pending' then
        local wake = Citizen.Waker()
        if not wake then
            error('Citizen.Await can only be called inside a thread: wrap the call in CreateThread', 2)
        end
        listen(p, wake)
        repeat
            yield(false)
        until p.state ~= 'pending'
    end
    if p.state == 'rejected' then
        error(p.value, 2)
    end
    return p.value
end

function PerformHttpRequestAwait(url, method, data, headers)
    local p = promise.new()
    PerformHttpRequest(url, function(status, body, responseHeaders)
        p:resolve({ status = status, body = body, headers = responseHeaders })
    end, method, data, headers)
    local answer = Citizen.Await(p)
    return answer.status, answer.body, answer.headers
end

-- Exports



local invoke = Citizen.InvokeExport
local sqlFrom = Citizen.SqlFrom
local getinfo = debug.getinfo
local sqlResources = { oxmysql = true, ['mysql-async'] = true, ghmattimysql = true }

-- File and line of the script that runs, past what the server and the database's library put above.
local function callSite()
    for level = 3, 16 do
        local info = getinfo(level, 'Sl')
        if not info then
            return
        end
        if info.currentline > 0 and not info.source:find('@citizen:', 1, true)
            and not info.source:find('/lib/MySQL.lua', 1, true) then
            return info.source:gsub('^@+', '') .. ':' .. info.currentline
        end
    end
end

local function exportsOf(resource)
    return setmetatable({}, {
        __index = function(proxy, name)
            local call = sqlResources[resource] and function(_, ...)
                sqlFrom(callSite())
                return invoke(resource, name, ...)
            end or function(_, ...)
                return invoke(resource, name, ...)
            end
            rawset(proxy, name, call)
            return call
        end
    })
end

exports = setmetatable({}, {
    __index = function(all, resource)
        local proxy = exportsOf(resource)
        rawset(all, resource, proxy)
        return proxy
    end,
    __call = function(_, name, fn)
        Citizen.RegisterExport(name, fn)
    end
})

-- State bags

local function stateOf(bag)
    return setmetatable({}, {
        __index = function(_, key)
            if key == 'set' then
                return function(_, name, value)
                    Citizen.SetState(bag, name, value)
                end
            end
            return Citizen.GetState(bag, key)
        end,
        __newindex = function(_, key, value)
            Citizen.SetState(bag, key, value)
        end
    })
end

GlobalState = stateOf('global')

function Player(id)
    return { __data = id, state = stateOf('player:' .. tostring(id)) }
end

function Entity(handle)
    local id = NetworkGetNetworkIdFromEntity(handle)
    -- An entity that is only the server's has no network id.
    local bag = id ~= 0 and 'entity:' .. tostring(id) or 'localEntity:' .. tostring(handle)
    return { __data = handle, state = stateOf(bag) }
end
