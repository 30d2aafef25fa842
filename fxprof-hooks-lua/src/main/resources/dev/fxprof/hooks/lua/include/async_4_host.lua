-- Async on a real server: what the shared part of it asks of its host, done with the server's own scheduler
-- and with fxprof as the place where tasks run.

local M = ...

local type, error, next, pairs, tostring, rawlen = type, error, next, pairs, tostring, rawlen
local getinfo, pack = debug.getinfo, table.pack
local isYieldable = coroutine.isyieldable
local transport, encode = M.asyncTransport, M.asyncEncode
local resource = transport.resource

local EXPECTED = 'Async.Run expects a function, or { \'file.lua\', \'function\' }'
local OWN = getinfo(1, 'S').source
-- How long an error may wait for somebody who asks for it, and how long those that come then wait for more.
local LOG_MS <const>, GATHER_MS <const> = 1000, 250
local MOST_LOGGED <const> = 3
local MOST_FRAMES <const> = 8
local MOST_OPTION_MS <const> = 86400000
local PRIORITIES = { high = true, normal = true, low = true }
local KNOWN = { label = true, priority = true, deadline = true, cost = true }

local host = {}
local ids = 0
local names, submitters, states, progress = {}, {}, {}, {}
local unobserved, gathering = {}, nil
-- Who waits for which task; who waits next.
local parked, waiter = {}, nil
local deliver
local Each = {}

local function argument(i)
    return i and 'arg ' .. i or 'arg'
end

local function milliseconds(key, value)
    if type(value) ~= 'number' or not (value >= 0 and value <= MOST_OPTION_MS) then
        error(('option %s must be milliseconds from 0 to %d, got %s'):format(key, MOST_OPTION_MS, tostring(value)), 5)
    end
end

local function checked(options)
    if options == nil then
        return {}
    elseif type(options) ~= 'table' then
        error('Async.RunWith expects a table of options first', 4)
    end
    for key in next, options do
        if key == 'finishBeforeStop' then
            error('option finishBeforeStop is not there on a real server: a task cannot write anything', 4)
        elseif not KNOWN[key] then
            error(('Async.RunWith knows no option \'%s\': label, cost, priority or deadline'):format(tostring(key)), 4)
        end
    end
    if options.priority ~= nil and not PRIORITIES[options.priority] then
        error('option priority must be high, normal or low, got ' .. tostring(options.priority), 4)
    end
    milliseconds('cost', options.cost or 0)
    milliseconds('deadline', options.deadline or 0)
    return options
end

local function codeOf(fn)
    local kind = type(fn)
    if kind == 'function' then
        return M.asyncFunction(fn)
    elseif kind == 'table' and getmetatable(fn) == Each then
        local entry, wrong = M.asyncFunction(fn.fn)
        return entry and M.asyncEach(entry), wrong
    elseif kind == 'table' and rawlen(fn) == 2 and type(fn[1]) == 'string' and type(fn[2]) == 'string' then
        return M.asyncNamed(fn[1], fn[2])
    end
    return nil, EXPECTED .. (kind == 'table' and '' or ', got ' .. kind)
end

local function upvaluesOf(entry, fn)
    local count, values = M.asyncUpvalues(entry, getmetatable(fn) == Each and fn.fn or fn)
    return count, encode(function(i) return i and 'upvalue ' .. entry.names[i] or 'upvalue' end, count, values)
end

-- Who submits: where each function on the stack stands. A traceback looks for the name of each function among
-- all globals, which takes too long here.
local function submitterOf(level)
    local frames, count = {}, 0
    for at = level, level + MOST_FRAMES do
        local info = getinfo(at, 'Sl')
        if not info then
            break
        elseif info.currentline > 0 and info.source ~= OWN then
            if info.source:find('^@?@?citizen:') then
                break
            end
            frames[count + 1], frames[count + 2] = info.short_src, info.currentline
            count = count + 2
        end
    end
    return frames
end

local function submit(options, fn, ...)
    local entry, wrong = codeOf(fn)
    if not entry then
        error(wrong, 3)
    end
    wrong = transport.obstacle()
    if wrong then
        error(wrong, 3)
    end
    local open, most = transport.room()
    if open >= most then
        error(('queue full: %d of %d, resource %s'):format(open, most, resource), 3)
    end
    local upvalueCount, upvalues, refused = upvaluesOf(entry, fn)
    local args = pack(...)
    local values
    if upvalues then
        values, refused = encode(argument, args.n, args)
    end
    if refused then
        error(refused, 3)
    end
    ids = ids + 1
    local id = ids
    names[id] = options.label and tostring(options.label) or entry.name
    submitters[id] = submitterOf(4)
    transport.submit(id, entry, { id, entry.id, upvalueCount, upvalues, args.n, values, options.label
        and tostring(options.label) or '', options.priority or 'normal', (options.deadline or 0) + 0.0 })
    return id
end

local NO_OPTIONS = {}

function host.submit(fn, ...)
    return submit(NO_OPTIONS, fn, ...)
end

function host.submitWith(options, fn, ...)
    return submit(checked(options), fn, ...)
end

function host.onDelivery(fn)
    deliver = fn
end

local function submitter(frames)
    local lines = {}
    for i = 1, #frames, 2 do
        lines[#lines + 1] = ('\t%s:%d'):format(frames[i], frames[i + 1])
    end
    return table.concat(lines, '\n')
end

local function wake(id)
    local waiters = parked[id]
    if waiters then
        parked[id] = nil
        for i = 1, #waiters do
            local promised = waiters[i].promise
            if promised then
                waiters[i].promise = nil
                promised:resolve(true)
            end
        end
    end
end

-- Of errors that nobody has asked for, the first are shown and the rest is counted.
local function report(ids)
    local shown, more = 0, 0
    for i = 1, #ids do
        local message = unobserved[ids[i]]
        unobserved[ids[i]] = nil
        if message and shown < MOST_LOGGED then
            shown = shown + 1
            print(message)
        elseif message then
            more = more + 1
        end
    end
    if more > 0 then
        print(('%d more tasks of %s failed and nobody waits for them'):format(more, resource))
    end
end

-- An error that nobody asks for within a second is shown once.
local function watch(id, name, message)
    unobserved[id] = ('task %s of %s failed and nobody waits for it: %s'):format(name, resource, message)
    if not gathering then
        local ids = {}
        gathering = ids
        SetTimeout(GATHER_MS, function()
            gathering = nil
            SetTimeout(LOG_MS, function()
                report(ids)
            end)
        end)
    end
    gathering[#gathering + 1] = id
end

function transport.ended(id, state, count, ...)
    local name, from = names[id], submitters[id]
    names[id], submitters[id], states[id], progress[id] = nil, nil, nil, nil
    local first = ...
    if state == 2 and count == 1 and type(first) == 'string' then
        local text = first .. '\nsubmitted by:\n' .. submitter(from):gsub('^\t', '')
        if not deliver(id, state, count, text) then
            watch(id, name, text)
        end
    elseif not deliver(id, state, count, ...) and state == 2 then
        watch(id, name, 'an error that is no text')
    end
    wake(id)
end

function transport.progressed(id, bytes)
    if transport.isOpen(id) then
        progress[id] = bytes
    end
end

function host.cancel(id, reason)
    if not transport.isOpen(id) or states[id] then
        return false
    end
    states[id] = 'cancelling'
    transport.cancel(id, tostring(reason))
    return true
end

function host.status(id)
    return states[id] or transport.isTaken(id) and 'running' or 'pending'
end

function host.progressOf(id)
    if progress[id] then
        return M.asyncDecode(progress[id], 1)
    end
end

function host.observed(id)
    unobserved[id] = nil
end

function host.resumed()
end

function host.now()
    return GetGameTimer()
end

function host.start(callback, ...)
    local args = pack(...)
    Citizen.CreateThreadNow(function()
        callback(table.unpack(args, 1, args.n))
    end)
end

-- Says whether the caller can wait; for 0 that is all, else the thread that yields next waits for the task.
function host.park(id)
    if not isYieldable() then
        waiter = nil
        return false
    end
    if id ~= 0 then
        waiter = waiter or {}
        parked[id] = parked[id] or {}
        parked[id][#parked[id] + 1] = waiter
    end
    return true
end

-- Waits as the scheduler of a server wants it: for a time, or until somebody wakes the thread.
function host.yield(time, limit)
    if time then
        return Citizen.Wait(time)
    end
    local mine, timer = waiter, nil
    waiter = nil
    mine.promise = promise.new()
    local promised = mine.promise
    if limit then
        timer = SetTimeout(math.ceil(limit), function()
            timer = nil
            if mine.promise then
                mine.promise = nil
                promised:resolve(true)
            end
        end)
    end
    Citizen.Await(promised)
    if timer then
        ClearTimeout(timer)
    end
end

local function noChannel()
    error('Async.Channel is not there on a real server: give the task its values as arguments, and use its results', 2)
end

M.asyncShared(host, false, noChannel, noChannel)
M.asyncParallel(function(fn)
    return setmetatable({ fn = fn }, Each)
end)
