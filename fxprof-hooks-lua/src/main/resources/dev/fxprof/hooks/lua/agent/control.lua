-- Start, settings and the events of the agent: what the collector and the console tell all VMs.
local M = ...

local pcall, type, tostring = pcall, type, tostring

M.records, M.entriesElsewhere, M.failed = false, false, false
M.incarnation, M.lastSync = 0, 0
M.COLLECTOR = 'fxprof'

local enabled, only, without = true, nil, {}
local FIRST_SYNCS <const> = 5
local syncs = 0
-- The arguments of the last sync, packed.
local heard

-- Switches the agent off for good in this VM, and says so once. Scripts go on as if it was not there.
function M.fail(message)
	if M.failed then
		return
	end
	M.failed, M.records = true, false
	pcall(M.abandon)
	pcall(M.applyStep)
	pcall(Citizen.Trace, ('fxprof: recording is off in %s until it restarts: %s\n'):format(
		tostring(M.resource), tostring(message)))
end

-- Calls what may fail for reasons of its own; then the agent is off, and the script notices nothing.
function M.protected(fn, ...)
	local ok, result = pcall(fn, ...)
	if ok then
		return result
	end
	M.fail(result)
	return nil
end

function M.list(text)
	local names, n = {}, 0
	for name in tostring(text or ''):gmatch('[^%s,;]+') do
		names[name] = true
		n = n + 1
	end
	return names, n
end

function M.refresh()
	local me = M.resource
	M.records = not M.failed and enabled and (not only or only[me] == true) and not without[me]
	M.applyStep()
end

-- Enable, disable, only one more resource, without one.
function M.change(action, resource)
	if action == 'enable' then
		enabled, only = true, nil
	elseif action == 'disable' then
		enabled = false
	elseif action == 'only' and resource then
		only = only or {}
		only[resource], without[resource] = true, nil
	elseif action == 'without' and resource then
		without[resource] = true
	elseif action == 'region' and type(resource) == 'table' then
		M.switchRegion(resource.name, resource.on)
	end
	M.refresh()
end

-- What the collector was told before this VM started.
function M.adopt(state)
	if type(state) ~= 'table' then
		return
	end
	if state.enabled ~= nil then
		enabled = state.enabled
	end
	if state.all then
		only = nil
	end
	for name in pairs(state.only or {}) do
		only = only or {}
		only[name] = true
	end
	for name in pairs(state.without or {}) do
		without[name] = true
	end
	for name, on in pairs(state.regions or {}) do
		M.switchRegion(name, on)
	end
	M.refresh()
end

local events = {}

-- Agent: whether the collector's VM has a native one, as all VMs do if one does. To ask is dear, so an agent that
-- hears what it knows already seldom does.
events['fxprof:sync'] = function(file, allowance, state, agent)
	if math.type(file) ~= 'integer' then
		return
	end
	if math.type(allowance) == 'integer' then
		M.allowance = allowance
	end
	M.mend()
	syncs = syncs + 1
	if (agent == true) ~= M.entriesElsewhere or syncs <= FIRST_SYNCS or syncs & 15 == 0 then
		M.lookForAgent()
	end
	local late = M.lastSync == 0
	if late then
		M.adopt(state)
	end
	if syncs <= FIRST_SYNCS then
		M.collected()
	end
	M.answer(file, late)
end

events['fxprof:control'] = function(action, resource)
	M.change(action, resource)
end

events['fxprof:stopped'] = function()
	-- what comes next is another collector's, even if it says the same
	M.lastSync, heard = 0, nil
end

events['fxprof:deep'] = function(resource, seconds)
	if resource == M.resource then
		M.deep(seconds)
	end
end

-- The VM is about to go: it hands over now, and what its scripts do on the way as they do it.
events.onResourceStop = function(resource)
	if resource == M.resource then
		if syncs == 0 then
			M.lastSync = M.stamp()
		end
		M.handOverAlways()
		M.handOverEarly()
	end
end

M.events = events

-- Whether this is the sync as it was before, and there is still nothing to hand over: most VMs rest most of
-- the time.
local function rests(name, payload)
	if name ~= 'fxprof:sync' then
		return false
	elseif payload ~= heard or syncs <= FIRST_SYNCS or syncs & 15 == 15 or not M.rest() then
		heard = payload
		return false
	end
	syncs = syncs + 1
	local now = M.stamp()
	M.lastSync = now
	M.passOver(now)
	return true
end

-- Handles an event that the agent listens to; only those that come from this server count. True if it is
-- none of the scripts' business.
function M.own(name, handle, payload, source)
	if (source == '' or source == nil) and not M.protected(rests, name, payload) then
		local arguments = M.unpack(payload)
		if type(arguments) == 'table' then
			M.protected(handle, table.unpack(arguments, 1, 4))
		end
	end
	return name ~= 'onResourceStop'
end

-- The settings, read once when the VM starts.
function M.setUp()
	M.resource = GetCurrentResourceName()
	M.pack, M.unpack = msgpack.pack_args, msgpack.unpack
	local trigger = TriggerEventInternal
	M.trigger = function(...)
		return trigger(...)
	end
	M.incarnation = M.stamp()
	enabled = GetConvar('fxprof_enabled', '1') ~= '0'
	local names, n = M.list(GetConvar('fxprof_resources', ''))
	only = n > 0 and names or nil
	local budget = tonumber(GetConvar('fxprof_budget', '1.0')) or 1.0
	M.allowance = math.floor(math.max(0, budget) / 100 * 1000000000)
	M.records = false
	M.applyStep()
end

-- Called once all is in place: measures the cost of a span and begins to record. A native agent may be there,
-- and go later.
function M.begin(entry)
	M.records = true
	M.applyStep()
	M.spanCost = M.calibrate(entry, 50)
	M.lookForAgent()
	M.refresh()
	for name in pairs(events) do
		RegisterResourceAsEventHandler(name)
	end
end

-- Called with the first syncs: the resource's scripts have been loaded.
function M.collected()
end
