-- lib.callback: questions between server and client.

local resource = GetCurrentResourceName()
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

local callback = setmetatable({}, {
    __call = function(_, event, player, cb, ...)
        ask(event, player, cb, ...)
    end
})

-- A simulated client answers only what the scenario lets it answer; the real one gives up later.
local CALLBACK_MILLISECONDS = 10000

function callback.await(event, player, ...)
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

function callback.register(name, cb)
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

return callback
