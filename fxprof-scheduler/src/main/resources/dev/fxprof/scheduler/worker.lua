-- What a task finds in its worker, and what it does not.

local host, hasMain = ...
local traceback, xpcall = debug.traceback, xpcall
local error, setmetatable, type = error, setmetatable, type

local function explain(message)
    return { message, traceback('', 2) }
end

local function give(ok, ...)
    if ok then
        return true, ...
    end
    local failure = ...
    if type(failure) ~= 'table' then
        return false, '', failure
    end
    return false, failure[2], failure[1]
end

local function guard(fn, ...)
    host.began()
    return give(xpcall(fn, explain, ...))
end

host.guard(guard)

-- The server's own names: calling one says what to do instead.

local MAIN <const> = hasMain and 'use Async.Main(function() ... end)'
    or 'pass what the task needs as arguments, and do the rest with its results '
    .. '(there is no Async.Main on a real server)'

local function refuse(name)
    local way = hasMain and 'use Async.Main(function() return ' .. name .. '(...) end), or pass what it gives as '
        .. 'an argument' or MAIN
    return function()
        error(name .. ' cannot be called in a worker, only on the server\'s thread: ' .. way, 2)
    end
end

host.refuser(refuse)

local function refusing(name)
    return setmetatable({}, {
        __index = function(_, key)
            error(name .. '.' .. tostring(key) .. ' cannot be used in a worker, only on the server\'s '
                .. 'thread: ' .. MAIN, 2)
        end,
        __newindex = function(_, key)
            error(name .. '.' .. tostring(key) .. ' cannot be set in a worker, only on the server\'s '
                .. 'thread: ' .. MAIN, 2)
        end,
        __call = function()
            error(name .. ' cannot be used in a worker, only on the server\'s thread: ' .. MAIN, 2)
        end,
        __metatable = false
    })
end

for _, name in ipairs({ 'exports', 'GlobalState', 'Citizen', 'Profiler', 'MySQL' }) do
    _G[name] = refusing(name)
end
io = refusing('io')
for _, name in ipairs({ 'remove', 'rename', 'tmpname', 'execute', 'getenv', 'exit' }) do
    if os[name] then
        os[name] = refuse('os.' .. name)
    end
end
Wait = function()
    error('Wait cannot be called in a worker: use Async.Sleep(milliseconds)', 2)
end
