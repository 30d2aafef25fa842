-- What the patched scheduler calls, see docs/fxserver.md. Each of these runs in the server's own code: it
-- must not fail, and costs a script only time.
local M = ...

local suspend, handlers = M.suspend, M.handlers
local isyieldable = coroutine.isyieldable

-- For Citizen.Await.
function M.suspend()
	return isyieldable() and suspend() or nil
end

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
		-- so that what agents hand over needs no coroutine there
		Citizen.FxprofListen = function(name, handle)
			M.listen({ [name] = handle })
			RegisterResourceAsEventHandler(name)
		end
		return
	end
	local name, entry = probe()
	M.begin(entry)
	handlers[name] = nil
	M.listen(M.events)
	nameNatives()
	coroutine.yield = M.wait(coroutine.yield)
	M.beginToKeepPace()
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
