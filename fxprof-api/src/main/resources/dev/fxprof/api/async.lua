-- The Async table: the same on the game thread, in a worker and on a real server, but for how one waits.

local host, inWorker, newChannel, channelOf = ...
local yield = host.yield or coroutine.yield
local pack, unpack, select, next = table.pack, table.unpack, select, next
local setmetatable, getmetatable, error, pcall, type = setmetatable, getmetatable, error, pcall, type
local submit, park, now = host.submit, host.park, host.now

local OUTSIDE = ' can only be called inside a thread: wrap the call in CreateThread(function() ... end), '
    .. 'or take the result with handle:OnDone(callback)'

local Handle = { __transfer = 'task', __name = 'task' }
Handle.__index = Handle

-- On the game thread, handles of tasks whose outcome is still to come, by number; false for those that
-- have it. Nothing is taken out, since LuaJ's tables lose their way then: the rest moves to a new one.
local pending, waiting, settled = {}, 0, 0
local MOST_SETTLED <const> = 1000

Async = {}
local Async = Async

-- The fields stand there from the start: a table that grows is made anew.
local function newHandle(id)
    local handle = setmetatable({ id = id, state = false, awaited = false, count = 0, first = false,
        callbacks = false }, Handle)
    if not inWorker then
        pending[id] = handle
        waiting = waiting + 1
    end
    return handle
end

local function forget(id)
    pending[id] = false
    waiting, settled = waiting - 1, settled + 1
    if settled > MOST_SETTLED and settled > waiting then
        local rest = {}
        for number, handle in next, pending do
            if handle then
                rest[number] = handle
            end
        end
        pending, settled = rest, 0
    end
end

local STATES = { 'done', 'failed', 'cancelled' }

local function settle(handle, state, count, ...)
    handle.state = STATES[state]
    handle.count = count
    if count == 1 then
        handle.first = ...
    elseif count > 1 then
        handle.first = pack(...)
    end
end

-- What the host calls with a task's outcome; says whether somebody waits for it.
local function deliver(id, state, count, ...)
    local handle = pending[id]
    if not handle then
        return false
    end
    forget(id)
    settle(handle, state, count, ...)
    local callbacks = handle.callbacks
    if callbacks then
        handle.callbacks = false
        for i = 1, #callbacks do
            host.start(callbacks[i], state == 1, ...)
        end
        return true
    end
    return handle.awaited
end

if not inWorker then
    host.onDelivery(deliver)
end

local function check(handle, name)
    if type(handle) ~= 'table' or getmetatable(handle) ~= Handle then
        error(name .. ' expects a handle that Async.Run returned', 3)
    end
    return handle
end

local function outcome(handle)
    local count, first = handle.count, handle.first
    if handle.state == 'done' then
        if count == 1 then
            return first
        elseif count > 1 then
            return unpack(first, 1, count)
        end
        return
    end
    if count > 1 then
        first = first[1]
    end
    error(first, 0)
end

-- Waits until one of some handles has its outcome; false if the time has passed.
local function waitFor(handles, timeout, name)
    local limit = timeout and now() + timeout
    while true do
        for i = 1, #handles do
            if handles[i].state then
                return true
            end
        end
        local left = limit and limit - now()
        if left and left <= 0 then
            return false
        end
        for i = 1, #handles do
            handles[i].awaited = true
            if not park(handles[i].id) then
                error(name .. OUTSIDE, 4)
            end
        end
        yield(false, left)
    end
end

-- In a worker the answer to a wait is the outcome of one of the tasks, or false.
local function take(handles, id, ...)
    if not id then
        return false
    end
    for i = 1, #handles do
        if handles[i].id == id then
            settle(handles[i], ...)
        end
    end
    return true
end

if inWorker then
    waitFor = function(handles, timeout)
        local ids = {}
        for i = 1, #handles do
            if handles[i].state then
                return true
            end
            ids[i] = handles[i].id
        end
        return take(handles, host.await(timeout or -1, unpack(ids)))
    end
end

function Handle:Await(timeout)
    check(self, 'Await')
    if not self.state then
        if timeout == nil and not inWorker then
            self.awaited = true
            repeat
                if not park(self.id) then
                    error('Async.Await' .. OUTSIDE, 2)
                end
                yield(false)
            until self.state
            host.resumed(self.id)
        elseif not waitFor({ self }, timeout, 'Async.Await') then
            return nil, 'timeout'
        end
    elseif not self.awaited then
        self.awaited = true
        if self.state ~= 'done' then
            host.observed(self.id)
        end
    end
    return outcome(self)
end

function Handle:Cancel(reason)
    check(self, 'Cancel')
    return self.state == false and host.cancel(self.id, reason or 'cancelled by its resource')
end

function Handle:Status()
    return check(self, 'Status').state or host.status(self.id)
end

function Handle:Progress()
    check(self, 'Progress')
    return host.progressOf(self.id)
end

function Handle:OnDone(callback)
    check(self, 'OnDone')
    if inWorker then
        error('OnDone cannot be used in a worker: use Async.Await', 2)
    end
    if type(callback) ~= 'function' then
        error('OnDone expects a function', 2)
    end
    if self.state then
        host.observed(self.id)
        if self.state == 'done' then
            host.start(callback, true, outcome(self))
        else
            host.start(callback, false, select(2, pcall(outcome, self)))
        end
    else
        self.callbacks = self.callbacks or {}
        self.callbacks[#self.callbacks + 1] = callback
    end
    return self
end

function Async.Run(fn, ...)
    return newHandle(submit(fn, ...))
end

function Async.RunWith(options, fn, ...)
    return newHandle(host.submitWith(options, fn, ...))
end

function Async.Await(handle, timeout)
    return check(handle, 'Async.Await'):Await(timeout)
end

local function listOf(handles, name)
    if type(handles) ~= 'table' or getmetatable(handles) == Handle or #handles == 0 then
        error(name .. ' expects a list of handles', 3)
    end
    for i = 1, #handles do
        check(handles[i], name)
    end
    return handles
end

local function cancelRest(handles, reason)
    for i = 1, #handles do
        if not handles[i].state then
            handles[i].awaited = true
            handles[i]:Cancel(reason)
        end
    end
end

-- The first result of each, in order; the first error cancels the others and is raised.
function Async.All(handles)
    listOf(handles, 'Async.All')
    local open = {}
    for i = 1, #handles do
        open[i] = handles[i]
    end
    while #open > 0 do
        waitFor(open, nil, 'Async.All')
        local left = {}
        for i = 1, #open do
            local handle = open[i]
            if not handle.state then
                left[#left + 1] = handle
            elseif handle.state ~= 'done' then
                cancelRest(handles, 'another task of Async.All failed')
                outcome(handle)
            end
        end
        open = left
    end
    local results = {}
    for i = 1, #handles do
        results[i] = (outcome(handles[i]))
    end
    return results
end

-- The results of the first that ends, or its error; the others are cancelled.
function Async.Race(handles)
    listOf(handles, 'Async.Race')
    waitFor(handles, nil, 'Async.Race')
    for i = 1, #handles do
        if handles[i].state then
            cancelRest(handles, 'another task of Async.Race was first')
            return outcome(handles[i])
        end
    end
end

-- The results of the first that succeeds; an error if none does.
function Async.Any(handles)
    listOf(handles, 'Async.Any')
    local open = handles
    local last
    while true do
        waitFor(open, nil, 'Async.Any')
        local left = {}
        for i = 1, #open do
            if open[i].state == 'done' then
                cancelRest(handles, 'another task of Async.Any was first')
                return outcome(open[i])
            elseif open[i].state then
                last = open[i]
            else
                left[#left + 1] = open[i]
            end
        end
        if #left == 0 then
            return outcome(last)
        end
        open = left
    end
end

function Async.Sleep(milliseconds)
    if type(milliseconds) ~= 'number' then
        error('Async.Sleep expects milliseconds', 2)
    end
    if inWorker then
        host.sleep(milliseconds)
    elseif not park(0) then
        error('Async.Sleep can only be called inside a thread: wrap the call in CreateThread', 2)
    else
        yield(milliseconds)
    end
end

function Async.Cancelled()
    return inWorker and host.cancelled() or false
end

function Async.Progress(value)
    if not inWorker then
        error('Async.Progress can only be called in a task; read it with handle:Progress()', 2)
    end
    host.progress(value)
end

function Async.Main(fn, ...)
    if type(fn) ~= 'function' then
        error('Async.Main expects a function', 2)
    end
    if inWorker then
        return host.main(fn, ...)
    end
    return fn(...)
end

Async.Channel = newChannel

-- Makes the handle or channel that stands for one of another VM.
return function(kind, id)
    if kind == 'channel' then
        return channelOf(id)
    end
    if inWorker then
        return newHandle(id)
    end
    local handle = pending[id] or newHandle(id)
    host.adopt(id)
    return handle
end
