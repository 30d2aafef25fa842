-- What the patched scheduler calls, see docs/fxserver.md. Each of these runs in the server's own code: it
-- must not fail, and costs a script only time.
local M = ...

local open, stamp, nanotime = M.open, M.stamp, M.nanotime
local left, suspend = M.left, M.suspend
local handlers, playerOf, traffic = M.handlers, M.playerOf, M.traffic
local RECEIVED <const> = M.RECEIVED
local isyieldable = coroutine.isyieldable

-- What the next coroutine is, if the scheduler has said so: site, player, and when the server came in.
local announced, player, entered = false, 0, nil
local live, counting = false, false
local own = {}
-- Which entries are measured, and the last source of an event with what it means.
local turn = 0
local SAMPLED <const> = M.SAMPLED
local source, sourcePlayer, fromNet = '', 0, false

-- The stamp at which the server came in, for one entry in SAMPLED.
local function arrival()
	turn = turn + 1
	return turn % SAMPLED == 0 and stamp() or nil
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
		entered = arrival()
		if from ~= source then
			know(from)
		end
		if fromNet then
			traffic(RECEIVED, name, #payload, 1)
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
		announced = functions and functions[fn] or M.protected(M.handlerSite, name, fn) or false
		player = sourcePlayer
	end
end

-- The next coroutine is a call of this function by reference.
function M.ref(fn)
	if live then
		announced = M.protected(M.refSite, fn) or false
		player = 0
		entered = arrival()
	end
end

-- The coroutine that was announced has ended or waits.
function M.left()
	announced = false
	if live then
		left(entered)
		entered = nil
	end
end

-- A coroutine begins.
function M.start(fn, id, run)
	local t = nanotime()
	local site = announced
	if site then
		announced = false
		local _ <close> = open(site, player, entered, t)
		return run(fn, id)
	end
	if not live then
		return run(fn, id)
	end
	site = M.protected(M.threadSite, fn)
	local _ <close> = site and open(site, 0, nil, t)
	return run(fn, id)
end

function M.suspend()
	return isyieldable() and suspend() or nil
end

M.wait = M.yielding

local KINDS <const> = { export = M.EXPORT, command = M.COMMAND, http = M.ENTRY, statebag = M.EVENT }

-- What a function is called when others call it.
function M.name(fn, kind, name)
	if type(fn) == 'function' then
		if kind == 'http' then
			name = 'http ' .. tostring(name):match('^[^?#]*')
		elseif kind == 'statebag' then
			name = 'statebag:' .. (name == '' and '*' or tostring(name))
		end
		M.protected(M.nameFunction, fn, KINDS[kind] or M.ENTRY, name)
	end
end

local sent = M.sent

function M.sent(what, name, to, size)
	if counting then
		local ok, message = pcall(sent, what, name, to, size)
		if not ok then
			M.fail(message)
		end
	end
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
	return name, function()
		M.event(name, '', '')
		M.handler(name, fn, '')
		M.start(fn, 0, fn)
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
