-- How tasks get to fxprof and their outcomes back: requests over loopback HTTP, answered on later ticks.
--
-- All that one tick submits goes in one request. While tasks are on their way one request at a time waits at
-- fxprof for what ends; fxprof answers it within 4 s, since a server gives up a request after 5. fxprof knows
-- a start of this VM by its session and gives that session a life; who answers with another life is another
-- fxprof, which knows nothing of the tasks that are open.

local M = ...

local next, tostring, pcall = next, tostring, pcall
local decode = M.asyncDecode
local gameTimer = GetGameTimer
local resource = GetCurrentResourceName()

local VERSION <const> = 1
local MOST_BATCH_BYTES <const> = 8 * 1024 * 1024
local RETRY_MS <const> = 1000
local DOWN_MS <const> = 5000
local SUBMITTED <const>, TAKEN <const> = 1, 2
local START = 'start it with: fxprof record --server DATA -o FILE --http 4717'

local session = ('%016x%s'):format(os.nanotime and os.nanotime() or os.time(), tostring({}):match('0x(%x+)') or '')
local url, token
local life, limit = '', 4096
local downText, downUntil = nil, 0
local polling, pollFailures, acknowledged, stopped = false, 0, 0, false
local scheduled = false
local batch, batchBytes
local open, count = {}, 0
local sentCodes = {}

local transport = { resource = resource }
M.asyncTransport = transport

local function newBatch()
    batch, batchBytes = { tasks = {}, cancels = {}, entries = {} }, 0
end

newBatch()

-- Reads where fxprof listens, and the word that it knows this server by; says what is missing.
local function configure()
    local given = GetConvar('fxprof_http', '')
    url = nil
    if given == '' then
        return 'Async.Run: no fxprof is set up on this server: write set fxprof_http "http://127.0.0.1:4717" into '
            .. 'server.cfg, and ' .. START
    end
    token = GetConvar('fxprof_token', '')
    if token == '' then
        token = (LoadResourceFile('fxprof', 'TOKEN') or ''):match('^%s*(.-)%s*$')
    end
    if token == '' then
        return 'Async.Run: there is no token for fxprof: neither fxprof_token in server.cfg nor the file TOKEN in the '
            .. 'resource fxprof, which fxprof writes when it listens; ' .. START
    end
    url = given:gsub('/+$', '') .. '/fxprof/1/async'
end

-- Why no task can be submitted now, or nil.
function transport.obstacle()
    if downText then
        if gameTimer() < downUntil then
            return downText
        end
        downText = nil
        return configure()
    end
    return not url and configure() or nil
end

local function settle(id, state, number, ...)
    if open[id] then
        open[id] = nil
        count = count - 1
        transport.ended(id, state, number, ...)
    end
end

local function fail(id, message)
    settle(id, 2, 1, message)
end

-- Rejects the open tasks, or those of them that fxprof has taken.
local function failAll(message, onlyTaken)
    local ids = {}
    for id, is in next, open do
        if is == TAKEN or not onlyTaken then
            ids[#ids + 1] = id
        end
    end
    table.sort(ids)
    for i = 1, #ids do
        fail(ids[i], message)
    end
end

local function failBatch(sent, message)
    for i = 1, #sent.tasks do
        fail(sent.tasks[i][1], message)
    end
end

-- A request remembers the life and the word that it was sent with: both may change before its answer comes.
local function request(about, path, body, done)
    about.life, about.token = life, token
    body.version, body.session, body.resource, body.life = VERSION, session, resource, life
    PerformHttpRequest(url .. path, done, 'POST', msgpack.pack(body),
        { ['Authorization'] = 'Bearer ' .. token, ['Content-Type'] = 'application/x-msgpack' })
end

local function down(reason)
    downText = ('Async.Run: fxprof does not answer at %s (%s): %s'):format(url, reason, START)
    downUntil = gameTimer() + DOWN_MS
    return downText
end

local function reasonOf(status, failure)
    local text = tostring(failure or ''):gsub('^HTTP %d+:? ?', ''):gsub('%s+$', '')
    if text == '' then
        text = 'status ' .. tostring(status)
    end
    return text
end

-- Says whether another word has been written since a request was sent.
local function tokenChanged(about)
    return token ~= about.token or not configure() and token ~= about.token
end

-- Another life, or '' where it is not known yet: the tasks of the one before went with it.
local function newLife(given)
    if given ~= life then
        local before = life
        life, sentCodes, acknowledged = given, {}, 0
        if before ~= '' then
            failAll('fxprof was restarted, or gave this server up: the task went with it', true)
        end
    end
end

-- Says whether an answer is one of the life that is known, or of the next.
local function isCurrent(about, answer)
    return answer.life == life or about.life == life
end

local poll, send

local function taken(sent, answer)
    newLife(answer.life)
    limit = answer.limit
    for i = 1, #sent.codes do
        sentCodes[sent.codes[i][1]] = true
    end
    for i = 1, #sent.tasks do
        local id = sent.tasks[i][1]
        open[id] = open[id] and TAKEN
    end
    for i = 1, #answer.rejected do
        fail(answer.rejected[i][1], answer.rejected[i][2])
    end
    poll()
end

local function again(sent)
    sent.again = true
    send(sent)
end

local function answered(sent, status, body, _, failure)
    if stopped then
        return
    elseif status == 200 then
        local answer = msgpack.unpack(body)
        if isCurrent(sent, answer) then
            taken(sent, answer)
        else
            failBatch(sent, 'fxprof was restarted: the task went with it')
        end
    elseif status == 409 and not sent.again then
        -- Another fxprof, which has not looked at the batch.
        if sent.life == life then
            newLife('')
        end
        again(sent)
    elseif status == 401 and not sent.again and tokenChanged(sent) then
        again(sent)
    elseif status == 0 or status == nil then
        failBatch(sent, down(reasonOf(status, failure)))
    else
        failBatch(sent, ('Async.Run: fxprof refused the task: %s'):format(reasonOf(status, failure)))
    end
end

-- A batch carries every code that its tasks need and that this life of the session has not got yet.
function send(sent)
    sent.codes = {}
    for id, entry in next, sent.entries do
        if not sentCodes[id] then
            sent.codes[#sent.codes + 1] = { id, entry.chunk, entry.line, entry.name, entry.expression, entry.names }
        end
    end
    request(sent, '', { codes = sent.codes, tasks = sent.tasks, cancels = sent.cancels }, function(...)
        answered(sent, ...)
    end)
end

local function flush()
    scheduled = false
    local sent = batch
    newBatch()
    if stopped or #sent.tasks + #sent.cancels == 0 then
        return
    elseif not url then
        failBatch(sent, configure() or downText or 'Async.Run: fxprof is not set up')
        return
    end
    send(sent)
    poll()
end

local function schedule()
    if not scheduled then
        scheduled = true
        SetTimeout(0, flush)
    end
end

-- One outcome: sequence, task, state, how many values, their bytes, a message or ''.
local function ended(id, state, number, bytes, message)
    if message ~= '' then
        settle(id, state, 1, message)
    elseif number == 0 then
        settle(id, state, 0)
    elseif open[id] then
        local values = table.pack(pcall(decode, bytes, number))
        if values[1] then
            settle(id, state, number, table.unpack(values, 2, values.n))
        else
            settle(id, 2, 1, values[2])
        end
    end
end

local function take(answer)
    for i = 1, #answer.progress do
        transport.progressed(answer.progress[i][1], answer.progress[i][2])
    end
    for i = 1, #answer.results do
        local result = answer.results[i]
        if result[1] > acknowledged then
            acknowledged = result[1]
            ended(table.unpack(result, 2, 6))
        end
    end
end

local function later(milliseconds)
    polling = true
    SetTimeout(milliseconds, function()
        polling = false
        poll()
    end)
end

local function polled(about, status, body, _, failure)
    polling = false
    if stopped then
        return
    elseif status == 200 then
        pollFailures = 0
        local answer = msgpack.unpack(body)
        if isCurrent(about, answer) then
            newLife(answer.life)
            take(answer)
        end
        if answer.after > 0 and count > 0 then
            later(answer.after)
        end
    elseif status == 410 or status == 409 and about.life == life then
        -- It ends, or it is another.
        newLife('')
    elseif status == 409 then
        pollFailures = 0
    elseif status ~= 401 or not tokenChanged(about) then
        pollFailures = pollFailures + 1
        if pollFailures == 1 and status ~= 401 then
            later(RETRY_MS)
        else
            pollFailures = 0
            failAll(down(reasonOf(status, failure)))
        end
    end
    poll()
end

function poll()
    if not polling and count > 0 and url and not stopped then
        polling = true
        local about = {}
        request(about, '/poll', { acknowledged = acknowledged }, function(...)
            polled(about, ...)
        end)
    end
end

-- How many tasks are on their way, and how many may be.
function transport.room()
    return count, limit
end

-- Takes a task: its number, its code, and what belongs to it in the order of the request.
function transport.submit(id, entry, task)
    local bytes = #task[4] + #task[6]
    if batchBytes > 0 and batchBytes + bytes > MOST_BATCH_BYTES then
        flush()
    end
    batch.tasks[#batch.tasks + 1] = task
    batch.entries[entry.id] = entry
    batchBytes = batchBytes + bytes
    open[id] = SUBMITTED
    if count == 0 then
        pollFailures = 0
    end
    count = count + 1
    schedule()
end

function transport.isOpen(id)
    return open[id] ~= nil
end

function transport.isTaken(id)
    return open[id] == TAKEN
end

function transport.cancel(id, reason)
    batch.cancels[#batch.cancels + 1] = { id, reason }
    schedule()
end

AddEventHandler('onResourceStop', function(name)
    if name == resource and not stopped then
        stopped = true
        if life ~= '' and url then
            request({}, '', { codes = {}, tasks = {}, cancels = {}, stop = true }, function() end)
        end
    end
end)
