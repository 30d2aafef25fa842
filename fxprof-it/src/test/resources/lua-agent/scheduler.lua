-- The server's scheduler as far as agents see it, with their calls where the overlay puts them.
local vm, world = ...

local function callIf(fn, ...)
	if fxprof then
		return fxprof[fn](...)
	end
end

local boundary = 0

local function submit() end
if fxprof then
	submit = fxprof.boundary(submit)
end

-- as on a server, where a thread begins under another number than it was made with
local function runWithBoundaryStart(fn, ...)
	boundary = boundary + 1
	local bid = boundary
	submit(bid, coroutine.running())
	local wrap = function(...)
		local v = table.pack(fn(...))
		return table.unpack(v)
	end
	local v = table.pack(wrap(...))
	submit(bid, nil)
	return table.unpack(v)
end

vm.boundaryRoutine = function(f)
	boundary = boundary + 1
	local bid = boundary
	if fxprof and not fxprof.announced[1] then
		fxprof.created(bid)
	end
	return function()
		if fxprof and not fxprof.announced[1] then
			fxprof.thread(f, bid)
		end
		return runWithBoundaryStart(f, bid)
	end
end

vm.stackTrace = function()
	callIf('trace')
end

if fxprof then
	Citizen.Wait = fxprof.wait(Citizen.Wait)
end
Wait = Citizen.Wait
CreateThread = Citizen.CreateThread
SetTimeout = Citizen.SetTimeout

function Citizen.Await(promise)
	if promise.state == 0 then
		local fxprofStack = callIf('suspend')
		local reattach = coroutine.yield(Citizen.AwaitSentinel)
		promise.next = reattach
		for _, entry in ipairs(world.due) do
			entry.awaits = true
		end
		coroutine.yield(true)
		if fxprofStack then
			fxprof.resume(fxprofStack)
		end
	end
	return promise.value
end

local key = 0

function AddEventHandler(event, fn)
	key = key + 1
	vm.handlers[event] = vm.handlers[event] or {}
	table.insert(vm.handlers[event], fn)
	RegisterResourceAsEventHandler(event)
	return { key = key, name = event }
end

function RegisterNetEvent(event, fn)
	return fn and AddEventHandler(event, fn)
end
RegisterServerEvent = RegisterNetEvent

vm.eventRoutine = function(eventName, eventPayload, eventSource)
	if callIf('event', eventName, eventPayload, eventSource) then
		return
	end
	local before = source
	source = tonumber(eventSource:match('(%d+)$')) or eventSource
	local data = msgpack.unpack(eventPayload)
	world.pass(2000)
	for _, handler in ipairs(vm.handlers[eventName] or {}) do
		callIf('handler', eventName, handler, eventSource)
		Citizen.CreateThreadNow(function()
			handler(table.unpack(data, 1, data.n))
		end, 'event ' .. eventName)
		callIf('left')
	end
	source = before
end

vm.callRefRoutine = function(ref, arguments)
	local results
	callIf('ref', ref, #arguments)
	Citizen.CreateThreadNow(function()
		local values = msgpack.unpack(arguments)
		results = table.pack(xpcall(ref, debug.traceback, table.unpack(values, 1, values.n)))
	end, 'ref call')
	callIf('left')
	if results then
		return table.unpack(results, 1, results.n)
	end
end

function TriggerEvent(event, ...)
	local payload = msgpack.pack_args(...)
	return TriggerEventInternal(event, payload, #payload)
end

function TriggerClientEvent(event, player, ...)
	local payload = msgpack.pack_args(...)
	callIf('sent', 1, event, player, #payload)
	return TriggerClientEventInternal(event, player, payload, #payload)
end

local requested

function PerformHttpRequest(url, cb)
	cb = fxprof and fxprof.http(cb, url) or cb
	callIf('sent', 4, url, 1, 0)
	requested = cb
end

AddEventHandler('__cfx_internal:httpResponse', function(...)
	requested(...)
end)

exports = setmetatable({}, { __call = function(_, name, fn)
	callIf('name', fn, 'export', name)
	Citizen.GetFunctionReference(fn)
	vm.refs[name] = vm.refs[#vm.refs]
end })

GlobalState = setmetatable({}, { __newindex = function(_, k, v)
	local payload = msgpack.pack(v)
	callIf('sent', 3, 'global', k, #payload)
	SetStateBagValue('global', k, payload, #payload, true)
end })

callIf('ready')
