-- The collector's thread: wakes in every tick at the top of the server's stack, and once in a while asks
-- all agents for what they have and writes it down.
local Frames, Spool, Push, Budget, Watch = Fxprof.Frames, Fxprof.Spool, Fxprof.Push, Fxprof.Budget, Fxprof.Watch
local settings = Fxprof.settings

local STEP_NANOS <const> = 20000000
local MOST_WAKES <const> = 10000

local Collector = { syncs = 0, slowest = 0, lastNanos = 0, on = settings.enabled, state = {}, agents = {} }
Fxprof.Collector = Collector

local wakes = {}
local lastNanos, lastMillis
local state = Collector.state

local function keep(frame)
	Spool.add(frame)
	Push.add(frame)
end

local function receive(payload, resource, records, cost)
	if type(payload) ~= 'string' then
		return
	end
	keep(Frames.make(Frames.VM, payload, math.tointeger(records) or 0))
	Watch.frame(payload, resource)
	Budget.report(resource, math.tointeger(cost) or 0)
	Collector.agents[resource] = Collector.syncs
end

local function safely(what, ...)
	local ok, problem = pcall(what, ...)
	if not ok and Collector.problem ~= problem then
		Collector.problem = problem
		print(('fxprof: collecting failed: %s'):format(problem))
	end
end

if Citizen.FxprofListen then
	Citizen.FxprofListen('fxprof:frame', function(...)
		safely(receive, ...)
	end)
else
	AddEventHandler('fxprof:frame', function(...)
		if type(source) ~= 'number' then
			receive(...)
		end
	end)
end

local function beginFile()
	local number = Spool.begin()
	Push.gap = false
	keep(Frames.session())
	return number
end

-- By how much the clock moved against the server's timer since the last sync.
local function clockStep(nanos, millis)
	local step = lastNanos and nanos - lastNanos - (millis - lastMillis) * 1000000 or 0
	lastNanos, lastMillis = nanos, millis
	return math.abs(step) > STEP_NANOS and step or 0
end

local function sync()
	if (Spool.due() or Push.due()) and Spool.write() then
		beginFile()
	end
	local number = Spool.number
	local nanos, millis = Fxprof.nanotime(), GetGameTimer()
	Collector.syncs = Collector.syncs + 1
	TriggerEvent('fxprof:sync', number, Budget.allowance(), state, GetConvar('fxprof_agent', '') ~= '')
	keep(Frames.own(number))
	keep(Frames.sync {
		nanos = nanos, millis = millis, step = clockStep(nanos, millis), records = Spool.records,
		framesDeleted = Spool.framesDeleted, recordsDeleted = Spool.recordsDeleted,
		recordsLost = Spool.recordsLost, wakes = wakes,
	})
	wakes = {}
	Spool.write()
	Push.send(number)
	Watch.synced()
	local stop = Fxprof.nanotime()
	Collector.lastNanos = stop - nanos
	Collector.slowest = math.max(Collector.slowest, stop - nanos)
	Frames.collected(nanos + 1, stop)
end

beginFile()

CreateThread(function()
	local nanotime, n = Fxprof.nanotime, 0
	local last, due = nanotime(), 0
	while Collector.on do
		local now = nanotime()
		if n < MOST_WAKES then
			n = n + 1
			wakes[n] = now
		end
		-- or the clock was set back
		if now >= due or now < last then
			last, due = now, now + settings.flushMillis * 1000000
			safely(sync)
			n = #wakes
		end
		Wait(0)
	end
end)

-- What one resource asked for goes on for those that start later.
AddEventHandler('fxprof:control', function(action, value)
	if type(source) == 'number' then
		return
	end
	if action == 'enable' then
		state.enabled, state.all, state.only = true, true, nil
	elseif action == 'disable' then
		state.enabled = false
	elseif action == 'only' then
		state.only = state.only or {}
		state.only[value] = true
		if state.without then
			state.without[value] = nil
		end
	elseif action == 'without' then
		state.without = state.without or {}
		state.without[value] = true
	elseif action == 'flush' and math.type(value) == 'integer' then
		settings.flushMillis = value
	elseif action == 'region' and type(value) == 'table' then
		state.regions = state.regions or {}
		state.regions[value.name] = value.on
	end
end)

AddEventHandler('onResourceStop', function(resource)
	Watch.forget(resource)
	Budget.forget(resource)
	Collector.agents[resource] = nil
	if resource == Fxprof.NAME then
		Collector.on = false
		safely(sync)
		TriggerEvent('fxprof:stopped')
		Spool.close()
	end
end)
