-- The stand-in's scheduler, written for this project. It has the routines and, where other tools
-- look for them, the lines of the file that a server ships; everything else is its own.
local type = type
local error = error
local pcall = pcall
local pairs = pairs
local rawget = rawget
local tonumber = tonumber
local tostring = tostring
local getmetatable = getmetatable
local setmetatable = setmetatable

local debug = debug
local debug_getinfo = debug.getinfo

local table_pack = table.pack
local table_unpack = table.unpack
local table_insert = table.insert

local coroutine_yield = coroutine.yield
local coroutine_running = coroutine.running

local msgpack = msgpack
local msgpack_pack = msgpack.pack
local msgpack_unpack = msgpack.unpack
local msgpack_pack_args = msgpack.pack_args

local Citizen = Citizen
local Citizen_InvokeFunctionReference = Citizen.InvokeFunctionReference

local isDuplicityVersion = IsDuplicityVersion()

msgpack.set_string('string_compat')
msgpack.set_integer('unsigned')
msgpack.set_array('without_hole')
msgpack.setoption('empty_table_as_array', true)

json.version = json._VERSION
json.setoption("empty_table_as_array", true)
json.setoption('with_hole', true)

local _in = Citizen.InvokeNative

-- the hash of FORMAT_STACK_TRACE: stock Lua has no literal for it
local FORMAT_STACK_TRACE = 0xD70C3BCA

local function formatTrace()
	return _in(FORMAT_STACK_TRACE, nil, 0, Citizen.ResultAsString())
end

--[[

	Boundaries: where a stack trace across runtimes begins and ends

]]

local boundaryIdx = 1

-- keeps the number reachable as an upvalue of the frame
local function keepReachable(idx)
	return nil
end

local function getBoundaryFunc(submit)
	return function(fn, ...)
		local boundary = boundaryIdx + 1
		boundaryIdx = boundary

		submit(boundary, coroutine_running())

		-- the stack-trace routine looks for this name and this upvalue
		local wrap = function(...)
			keepReachable(boundary)

			local results = table_pack(fn(...))
			return table_unpack(results, 1, results.n)
		end

		local results = table_pack(wrap(...))

		submit(boundary, nil)

		return table_unpack(results, 1, results.n)
	end
end

local runWithBoundaryStart = getBoundaryFunc(Citizen.SubmitBoundaryStart)
local runWithBoundaryEnd = getBoundaryFunc(Citizen.SubmitBoundaryEnd)

local AwaitSentinel = Citizen.AwaitSentinel()
Citizen.AwaitSentinel = nil

function Citizen.Await(promise)
	local _, isMain = coroutine_running()

	if isMain then
		error('Citizen.Await needs a coroutine: use CreateThread, SetTimeout or an event handler', 2)
	end

	if promise.state == 0 then
		local reattach = coroutine_yield(AwaitSentinel)
		promise:next(reattach, reattach)
		coroutine_yield()
	end

	local failed = promise.state == 2 or promise.state == 4

	if failed then
		error(promise.value, 2)
	end

	return promise.value
end

Citizen.SetBoundaryRoutine(function(f)
	boundaryIdx = boundaryIdx + 1

	local bid = boundaryIdx
	return bid, function()
		return runWithBoundaryStart(f, bid)
	end
end)

-- the short names that scripts use
Wait = Citizen.Wait
CreateThread = Citizen.CreateThread
SetTimeout = Citizen.SetTimeout
ClearTimeout = Citizen.ClearTimeout

--[[

	Events

]]

local eventHandlers = {}

-- the player behind a source, or the source; nil where the event must not come from the network
local function sourceOf(entry, eventSource)
	if eventSource:sub(1, 3) == 'net' then
		return entry.safeForNet and tonumber(eventSource:sub(5)) or nil
	elseif isDuplicityVersion and eventSource:sub(1, 12) == 'internal-net' then
		return tonumber(eventSource:sub(14))
	end

	return eventSource
end

-- the function behind a handler, which may be a reference to one
local function functionOf(handler)
	local mt = getmetatable(handler)
	local fn = mt and mt.__call or handler

	return type(fn) == 'function' and fn or nil
end

Citizen.SetEventRoutine(function(eventName, eventPayload, eventSource)
	local lastSource = _G.source
	_G.source = eventSource

	local eventHandlerEntry = eventHandlers[eventName]

	-- unpacked even where nobody listens: references in it are taken over and given back
	local data = msgpack_unpack(eventPayload)

	if eventHandlerEntry and eventHandlerEntry.handlers then
		local from = sourceOf(eventHandlerEntry, eventSource)

		if from == nil then
			Citizen.Trace('event ' .. eventName .. " was not safe for net\n")

			_G.source = lastSource
			return
		end

		_G.source = from

		if not data then
			data = {}
		end

		if type(data) == 'table' then
			for _, handler in pairs(eventHandlerEntry.handlers) do
				local handlerFn = functionOf(handler)

				if handlerFn then
					local di = debug_getinfo(handlerFn)

					Citizen.CreateThreadNow(function()
						handler(table_unpack(data))
					end, ('event %s [%s[%d..%d]]'):format(eventName, di.short_src, di.linedefined, di.lastlinedefined))
				end
			end
		end
	end

	_G.source = lastSource
end)

local boundaryUpvalue

-- which upvalue of a wrap frame holds its boundary
local function findBoundary(fn)
	local index = 1

	while true do
		local name = debug.getupvalue(fn, index)

		if not name or name == 'boundary' then
			return index
		end

		index = index + 1
	end
end

local function isShown(source)
	return source and source:sub(1, 1) ~= '=' and source:sub(1, 10) ~= '@citizen:/'
end

Citizen.SetStackTraceRoutine(function(bs, ts, be, te)
	local frames = {}
	local skip = bs ~= nil
	local level = 0

	while true do
		local t

		if ts then
			t = debug_getinfo(ts, level, 'nlfS')
		else
			t = debug_getinfo(level + 1, 'nlfS')
		end

		if not t then
			break
		end

		if t.name == 'wrap' and t.source == '@citizen:/scripting/lua/scheduler.lua' then
			boundaryUpvalue = boundaryUpvalue or findBoundary(t.func)

			local _, boundary = debug.getupvalue(t.func, boundaryUpvalue)

			if boundary == bs then
				skip = false
			end

			if boundary == be then
				break
			end
		end

		if not skip and isShown(t.source) then
			table_insert(frames, {
				file = t.source:sub(2),
				line = t.currentline,
				name = t.name or '[global chunk]'
			})
		end

		level = level + 1
	end

	return msgpack_pack(frames)
end)

local function entryOf(eventName)
	local entry = eventHandlers[eventName]

	if not entry then
		entry = {}
		eventHandlers[eventName] = entry
	end

	return entry
end

local eventKey = 10

function AddEventHandler(eventName, eventRoutine)
	local tableEntry = entryOf(eventName)

	if not tableEntry.handlers then
		tableEntry.handlers = { }
	end

	eventKey = eventKey + 1
	tableEntry.handlers[eventKey] = eventRoutine

	RegisterResourceAsEventHandler(eventName)

	return {
		key = eventKey,
		name = eventName
	}
end

function RemoveEventHandler(eventData)
	if not eventData or not eventData.key or not eventData.name then
		error('RemoveEventHandler() needs what AddEventHandler() returned', 2)
	end

	eventHandlers[eventData.name].handlers[eventData.key] = nil
end

function RegisterNetEvent(eventName, cb)
	if eventName ~= '__cfx_internal:commandFallback' then
		entryOf(eventName).safeForNet = true
	end

	if cb then
		return AddEventHandler(eventName, cb)
	end
end

function TriggerEvent(eventName, ...)
	local payload = msgpack_pack_args(...)

	return runWithBoundaryEnd(function()
		return TriggerEventInternal(eventName, payload, payload:len())
	end)
end

if isDuplicityVersion then
	function TriggerClientEvent(eventName, playerId, ...)
		local payload = msgpack_pack_args(...)

		return TriggerClientEventInternal(eventName, playerId, payload, payload:len())
	end

	function TriggerLatentClientEvent(eventName, playerId, bps, ...)
		local payload = msgpack_pack_args(...)

		return TriggerLatentClientEventInternal(eventName, playerId, payload, payload:len(), tonumber(bps))
	end

	RegisterServerEvent = RegisterNetEvent
	RconPrint = Citizen.Trace
	GetPlayerEP = GetPlayerEndpoint
	RconLog = function() end

	-- the natives count from 0
	local function listOf(count, item)
		local list = {}

		for i = 0, count - 1 do
			table_insert(list, item(i))
		end

		return list
	end

	function GetPlayerIdentifiers(player)
		return listOf(GetNumPlayerIdentifiers(player), function(i)
			return GetPlayerIdentifier(player, i)
		end)
	end

	function GetPlayerTokens(player)
		return listOf(GetNumPlayerTokens(player), function(i)
			return GetPlayerToken(player, i)
		end)
	end

	function GetPlayers()
		return listOf(GetNumPlayerIndices(), GetPlayerFromIndex)
	end

	local httpDispatch = {}
	AddEventHandler('__cfx_internal:httpResponse', function(token, status, body, headers, errorData)
		local callback = httpDispatch[token]

		if callback then
			httpDispatch[token] = nil
			callback(status, body, headers, errorData)
		end
	end)

	function PerformHttpRequest(url, cb, method, data, headers, options)
		local request = {
			url = url,
			method = method or 'GET',
			data = data or '',
			headers = headers or {},
			followLocation = not options or options.followLocation ~= false
		}

		local id = PerformHttpRequestInternalEx(request)

		if id ~= -1 then
			httpDispatch[id] = cb
		else
			cb(0, nil, {}, 'Failure handling HTTP request')
		end
	end

	function PerformHttpRequestAwait(url, method, data, headers, options)
		local p = promise.new()

		PerformHttpRequest(url, function(...)
			p:resolve({...})
		end, method, data, headers, options)

		Citizen.Await(p)
		return table_unpack(p.value)
	end
end

--[[

	Function references

]]

local funcRefs = {}
local nextRef = 0

local function makeReference(func)
	local index = nextRef

	nextRef = index + 1
	funcRefs[index] = { func = func, refs = 0 }

	return Citizen.CanonicalizeRef(index)
end

function Citizen.GetFunctionReference(func)
	if type(func) == 'function' then
		return makeReference(func)
	elseif type(func) == 'table' and rawget(func, '__cfx_functionReference') then
		return makeReference(function(...)
			return func(...)
		end)
	end

	return nil
end

local function withTrace(err)
	local trace = formatTrace()

	-- no trace: an error is being handled already
	return trace and ('^1SCRIPT ERROR: %s^7\n%s'):format(err or '', trace)
end

Citizen.SetCallRefRoutine(function(refId, argsSerialized)
	local entry = funcRefs[refId]

	if not entry then
		Citizen.Trace(('no function has the reference %s\n'):format(refId))

		return msgpack_pack(nil)
	end

	local ref = entry.func
	local err
	local retvals = false
	local cb = {}

	local di = debug_getinfo(ref)

	local waited = Citizen.CreateThreadNow(function()
		local good, reason = xpcall(function()
			retvals = { ref(table_unpack(msgpack_unpack(argsSerialized))) }
		end, withTrace)

		if not good then
			err = reason or ''
		end

		-- somebody waits, or nobody will hear of an error
		if cb.cb then
			cb.cb(retvals, err)
		elseif err then
			Citizen.Trace(err)
		end
	end, ('ref call [%s[%d..%d]]'):format(di.short_src, di.linedefined, di.lastlinedefined))

	if waited then
		-- the caller is told how to hear of the result
		return msgpack_pack({{
			__cfx_async_retval = function(rvcb)
				cb.cb = rvcb
			end
		}})
	end

	if err then
		return msgpack_pack(nil)
	end

	return msgpack_pack(retvals)
end)

Citizen.SetDuplicateRefRoutine(function(refId)
	local ref = funcRefs[refId]

	if not ref then
		return -1
	end

	ref.refs = ref.refs + 1
	return refId
end)

Citizen.SetDeleteRefRoutine(function(refId)
	local ref = funcRefs[refId]

	if ref then
		ref.refs = ref.refs - 1

		if ref.refs <= 0 then
			funcRefs[refId] = nil
		end
	end
end)

local EXT_FUNCREF = 10
local EXT_LOCALFUNCREF = 11

msgpack.extend_clear(EXT_FUNCREF, EXT_LOCALFUNCREF)

-- waits for the result of a call that has yielded in its own runtime
local function awaitResult(subscribe)
	local p = promise.new()

	subscribe(function(results, err)
		if results then
			p:resolve(results)
		elseif err then
			p:reject(err)
		end
	end)

	return table_unpack(Citizen.Await(p))
end

local funcref_mt = nil

funcref_mt = msgpack.extend({
	__gc = function(t)
		DeleteFunctionReference(rawget(t, '__cfx_functionReference'))
	end,

	__index = function(t, k)
		error('a function reference has no fields', 2)
	end,

	__newindex = function(t, k, v)
		error('a function reference takes no fields', 2)
	end,

	__call = function(t, ...)
		local ref = rawget(t, '__cfx_functionReference')
		local args = msgpack_pack_args(...)

		local packed = runWithBoundaryEnd(function()
			return Citizen_InvokeFunctionReference(ref, args)
		end)

		local results = packed and msgpack_unpack(packed)

		if not results then
			error()
		end

		local first = results[1]
		local later = type(first) == 'table' and rawget(first, '__cfx_async_retval')

		if later and coroutine_running() then
			return awaitResult(later)
		end

		return table_unpack(results)
	end,

	__ext = EXT_FUNCREF,

	__pack = function(self, tag)
		local refstr = Citizen.GetFunctionReference(self)

		if not refstr then
			error(("no reference to a %s can be made (tag %d)"):format(type(self), tag), 2)
		end

		return refstr
	end,

	__unpack = function(data, tag)
		DuplicateFunctionReference(data)

		return setmetatable({
			__cfx_functionReference = data
		}, funcref_mt)
	end,
})

msgpack.extend({
	__ext = EXT_LOCALFUNCREF,
	__pack = funcref_mt.__pack,
	__unpack = funcref_mt.__unpack,
})

msgpack.settype("function", EXT_FUNCREF)

--[[

	Exports

]]

local function exportEvent(resource, name)
	return ('__cfx_export_%s_%s'):format(resource, name)
end

-- per resource and name: asking for an export costs an event
local exportCallbacks = {}

local exportKey = (isDuplicityVersion and 'server_export' or 'export')

do
	local resource = GetCurrentResourceName()

	for i = 0, (GetNumResourceMetadata(resource, exportKey) or 0) - 1 do
		local exportName = GetResourceMetadata(resource, exportKey, i)

		AddEventHandler(exportEvent(resource, exportName), function(setCB)
			if _G[exportName] then
				setCB(_G[exportName])
			end
		end)
	end
end

-- a resource that stopped has no exports; only who asks for exports listens
local function lazyEventHandler()
	AddEventHandler(('on%sResourceStop'):format(isDuplicityVersion and 'Server' or 'Client'), function(resource)
		exportCallbacks[resource] = {}
	end)

	lazyEventHandler = function() end
end

local function passResult(resource, exportName, status, ...)
	if not status then
		local reason = tostring((...))

		if #reason > 2048 then
			reason = reason:sub(1, 1024) .. '\n... [shortened] ...\n' .. reason:sub(-1024)
		end

		error(('\n^5 An error occurred while calling export `%s` in resource `%s`:\n  %s\n^5 ---'):format(exportName, resource, (reason:gsub('\n(.)', '\n  %1'))), 2)
	end

	return ...
end

local function exportOf(resource, name)
	local cache = exportCallbacks[resource]

	if not cache then
		cache = {}
		exportCallbacks[resource] = cache
	end

	if not cache[name] then
		TriggerEvent(exportEvent(resource, name), function(exportData)
			exportCallbacks[resource][name] = exportData
		end)
	end

	return exportCallbacks[resource][name]
end

exports = {}

setmetatable(exports, {
	__index = function(t, k)
		local resource = k

		return setmetatable({}, {
			__index = function(t2, k2)
				lazyEventHandler()

				if type(k2) ~= 'string' then
					error('Invalid export name: ' .. tostring(k2), 2)
				end

				if not exportOf(resource, k2) then
					error('No such export ' .. k2 .. ' in resource ' .. resource, 2)
				end

				return function(self, ...)
					return passResult(resource, k2, pcall(exportCallbacks[resource][k2], ...))
				end
			end,

			__newindex = function(t2, k2, v)
				error('the exports of a resource take no values', 2)
			end
		})
	end,

	__newindex = function(t, k, v)
		error('exports take no values', 2)
	end,

	__call = function(t, exportName, func)
		AddEventHandler(exportEvent(GetCurrentResourceName(), exportName), function(setCB)
			setCB(func)
		end)
	end
})

--[[

	State bags, entities, players

]]

local EXT_ENTITY = 41
local EXT_PLAYER = 42

msgpack.extend_clear(EXT_ENTITY, EXT_PLAYER)

local function NewStateBag(es)
	return setmetatable({}, {
		__index = function(_, s)
			if s == 'set' then
				return function(_, s2, v2, r2)
					local payload = msgpack_pack(v2)
					SetStateBagValue(es, s2, payload, payload:len(), r2)
				end
			end

			return GetStateBagValue(es, s)
		end,

		__newindex = function(_, s, v)
			local payload = msgpack_pack(v)
			SetStateBagValue(es, s, payload, payload:len(), isDuplicityVersion)
		end
	})
end

GlobalState = NewStateBag('global')

local function noWrites(kind)
	return function()
		error('Setting values on ' .. kind .. ' is not supported at this time.', 2)
	end
end

local entityMT
entityMT = {
	__index = function(t, s)
		if s ~= 'state' then
			return nil
		end

		EnsureEntityStateBag(t.__data)
		return NewStateBag(('entity:%d'):format(NetworkGetNetworkIdFromEntity(t.__data)))
	end,

	__newindex = noWrites('Entity'),
	__ext = EXT_ENTITY,

	__pack = function(self, t)
		return tostring(NetworkGetNetworkIdFromEntity(self.__data))
	end,

	__unpack = function(data, t)
		return setmetatable({
			__data = NetworkGetEntityFromNetworkId(tonumber(data))
		}, entityMT)
	end
}

msgpack.extend(entityMT)

local playerMT
playerMT = {
	__index = function(t, s)
		if s ~= 'state' then
			return nil
		end

		return NewStateBag(('player:%d'):format(t.__data))
	end,

	__newindex = noWrites('Player'),
	__ext = EXT_PLAYER,

	__pack = function(self, t)
		return tostring(self.__data)
	end,

	__unpack = function(data, t)
		return setmetatable({
			__data = tonumber(data)
		}, playerMT)
	end
}

msgpack.extend(playerMT)

function Entity(ent)
	return type(ent) == 'number' and setmetatable({ __data = ent }, entityMT) or ent
end

function Player(ent)
	if type(ent) == 'number' or type(ent) == 'string' then
		return setmetatable({ __data = tonumber(ent) }, playerMT)
	end

	return ent
end
