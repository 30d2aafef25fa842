-- What the patched scheduler calls, see docs/fxserver.md. Each of these runs in the server's own code: it
-- must not fail, and costs a script only time.
local M = ...

local stamp, left, suspend, made, begins = M.stamp, M.left, M.suspend, M.made, M.begins
local handlers, playerOf, traffic = M.handlers, M.playerOf, M.traffic
local RECEIVED <const> = M.RECEIVED
local received = M.rows[RECEIVED]
local isyieldable = coroutine.isyieldable

local live, counting = false, false
local own = {}
-- Which entries are measured, and the last source of an event with what it means.
local turn = 0
local SAMPLED <const> = M.SAMPLED
local source, sourcePlayer, fromNet = '', 0, false

-- The stamp at which the server came in, for one entry in SAMPLED.
local function arrival()
	turn = turn + 1
	return turn % SAMPLED == 0 and stamp()
end

M.live = function(is, records)
	live, counting = is, records
end

local function know(from)
	source = from
	sourcePlayer, fromNet = playerOf(from)
end

-- An event enters the VM; true if it is one of the agent's own.
function M.event(name, payload, from)
	if own[name] and M.own(name, payload, from) then
		return true
	end
	if counting then
		M.entered = arrival()
		if from ~= source then
			know(from)
		end
		if fromNet then
			local row = received[name]
			if not row then
				traffic(RECEIVED, name, #payload, 1)
				return false
			end
			row[1] = row[1] + 1
			row[2] = row[2] + #payload
			row[3] = row[3] + 1
		end
	end
	return false
end

-- The next coroutine handles this event.
function M.handler(name, fn, from)
	if live then
		if from ~= source then
			know(from)
		end
		local functions = handlers[name]
		M.announced = functions and functions[fn] or M.protected(M.handlerSite, name, fn) or false
		M.player = sourcePlayer
	end
end

-- The next coroutine is a call of this function by reference.
function M.ref(fn)
	if live then
		M.announced = M.protected(M.refSite, fn) or false
		M.player = 0
		M.entered = arrival()
	end
end

-- Nobody has announced the coroutine that is made.
function M.created(boundary)
	if live then
		made(boundary)
	end
end

-- Nobody has announced the coroutine that begins with this function.
function M.thread(fn, boundary)
	local site = live and M.protected(M.threadSite, fn)
	if site then
		begins(site, boundary)
	end
end

-- The coroutine that was announced has ended or waits.
function M.left()
	M.announced = false
	if live then
		left(M.entered)
		M.entered = false
	end
end

function M.suspend()
	return isyieldable() and suspend() or nil
end

M.wait = M.yielding

local KINDS <const> = { export = M.EXPORT, command = M.COMMAND, statebag = M.EVENT }

-- What a function is called when others call it.
function M.name(fn, kind, name)
	if type(fn) == 'function' then
		if kind == 'statebag' then
			name = 'statebag:' .. (name == '' and '*' or tostring(name))
		end
		M.protected(M.nameFunction, fn, KINDS[kind] or M.ENTRY, name)
	end
end

-- The callback of a request: all of them run in handlers of one event, so each is a span of its own there.
function M.http(fn, url)
	local name = 'http ' .. tostring(url):match('^[^?#]*')
	local site = type(fn) == 'function' and M.protected(M.nameFunction, fn, M.ENTRY, name)
	if not site then
		return fn
	end
	return function(...)
		return M.call(site, fn, ...)
	end
end

local sent, rows, mathType = M.sent, M.rows, math.type

function M.sent(what, name, to, size)
	if not counting then
		return
	end
	local row = name ~= nil and rows[what][name]
	if row and mathType(to) == 'integer' and to ~= -1 then
		row[1] = row[1] + 1
		row[2] = row[2] + size
		row[3] = row[3] + 1
		return
	end
	M.protected(sent, what, name, to, size)
end

-- Commands and handlers of state bags are natives that take a function: they say its name here.
local function nameNatives()
	local command, bag = RegisterCommand, AddStateBagChangeHandler
	if type(command) == 'function' then
		function RegisterCommand(name, fn, ...)
			M.name(fn, 'command', name)
			return command(name, fn, ...)
		end
	end
	if type(bag) == 'function' then
		function AddStateBagChangeHandler(key, filter, fn, ...)
			M.name(fn, 'statebag', key)
			return bag(key, filter, fn, ...)
		end
	end
end

local function probe()
	local name, fn = 'fxprof:probe', function() end
	handlers[name] = { [fn] = 1 }
	local boundary, co = M.boundary(fn), coroutine.running()
	return name, function()
		M.event(name, '', '')
		M.handler(name, fn, '')
		boundary(-1, co)
		boundary(-1, nil)
		M.left()
	end
end

local function begin()
	M.setUp()
	Citizen.FxprofOverlay = true
	if M.resource == M.COLLECTOR then
		return
	end
	local name, entry = probe()
	M.begin(entry)
	handlers[name] = nil
	own = M.events
	nameNatives()
	coroutine.yield = M.yielding(coroutine.yield)
	if M.list(GetConvar('fxprof_functions', ''))[M.resource] then
		M.collected = M.wrapFunctions
	end
	-- how @fxprof/profiler.lua finds the agent of its VM
	Citizen.FxprofAgent = M
end

-- The scheduler is complete.
function M.ready()
	M.protected(begin)
end
