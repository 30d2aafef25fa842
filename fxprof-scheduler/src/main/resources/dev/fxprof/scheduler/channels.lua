-- Channels of Async: the same on the game thread and in a worker, but for how one waits.

local host, inWorker = ...
local yield, now = coroutine.yield, host.now
local setmetatable, getmetatable, error, type = setmetatable, getmetatable, error, type

local Channel = { __transfer = 'channel', __name = 'channel' }
Channel.__index = Channel

local function idOf(channel, name)
    if type(channel) ~= 'table' or getmetatable(channel) ~= Channel then
        error(name .. ' expects a channel', 3)
    end
    return channel.id
end

local function waitChannel(id, forRoom, timeout, name)
    if not host.waitChannel(id, forRoom, timeout or -1) then
        error(name .. ' has to wait, which only a thread can: wrap the call in CreateThread', 3)
    end
    if not inWorker then
        yield(false, timeout)
    end
end

local function channelOf(id)
    return setmetatable({ id = id }, Channel)
end

local function newChannel(capacity, policy)
    return channelOf(host.channel(capacity or 64, policy or 'wait'))
end

-- true; or false and 'full', 'dropped' or 'closed'
function Channel:TrySend(value)
    local id = idOf(self, 'TrySend')
    local result = host.send(id, value)
    if result == 'sent' then
        return true
    end
    return false, result
end

function Channel:Send(value)
    local id = idOf(self, 'Send')
    while true do
        local result = host.send(id, value)
        if result == 'sent' or result == 'dropped' then
            return result == 'sent'
        elseif result == 'closed' then
            error('the channel is closed', 2)
        elseif result == 'error' then
            error('the channel is full', 2)
        end
        waitChannel(id, true, nil, 'Send')
    end
end

-- true and a value; or false and 'empty' or 'closed'
function Channel:TryReceive()
    local id = idOf(self, 'TryReceive')
    local state, value = host.receive(id)
    if state == 'value' then
        return true, value
    end
    return false, state
end

-- A value; nil and 'closed' or 'timeout' if none comes.
function Channel:Receive(timeout)
    local id = idOf(self, 'Receive')
    local limit = timeout and now() + timeout
    while true do
        local state, value = host.receive(id)
        if state == 'value' then
            return value
        elseif state == 'closed' then
            return nil, 'closed'
        end
        local left = limit and limit - now()
        if left and left <= 0 then
            return nil, 'timeout'
        end
        waitChannel(id, false, left, 'Receive')
    end
end

function Channel:Close()
    host.closeChannel(idOf(self, 'Close'))
end

return newChannel, channelOf
