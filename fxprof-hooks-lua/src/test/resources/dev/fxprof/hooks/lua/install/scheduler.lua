-- A miniature: the lines that the overlay hooks into, each in a place like its own, and nothing that
-- could run.
local debug_getinfo = debug.getinfo
local coroutine_yield = coroutine.yield
local msgpack_pack, msgpack_unpack, msgpack_pack_args = msgpack.pack, msgpack.unpack, msgpack.pack_args
local table_unpack = table.unpack

local runWithBoundaryStart = getBoundaryFunc(Citizen.SubmitBoundaryStart)

function Citizen.Await(promise)
	if promise.pending then
		local reattach = coroutine_yield(AwaitSentinel)
		promise:next(reattach, reattach)
		coroutine_yield()
	end
	return promise.value
end

Citizen.SetBoundaryRoutine(function(body)
	local number = nextNumber()
	return number, function()
		return runWithBoundaryStart(body, number)
	end
end)

Wait = Citizen.Wait

local handlers = {}

Citizen.SetEventRoutine(function(name, payload, from)
	local data = msgpack_unpack(payload)
	for _, handler in pairs(handlers[name] or {}) do
		local handlerFn = handler
		if type(handlerFn) == 'function' then
			local di = debug_getinfo(handlerFn)
			Citizen.CreateThreadNow(function()
				handler(table_unpack(data))
			end, ('event %s [%s[%d..%d]]'):format(name, di.short_src, di.linedefined, di.lastlinedefined))
		end
	end
end)

Citizen.SetStackTraceRoutine(function(first, thread, last, beyond)
	return msgpack_pack({})
end)

if IsDuplicityVersion() then
	function TriggerClientEvent(name, player, ...)
		local packed = msgpack_pack_args(...)

		return TriggerClientEventInternal(name, player, packed, packed:len())
	end

	function TriggerLatentClientEvent(name, player, rate, ...)
		local packed = msgpack_pack_args(...)

		return TriggerLatentClientEventInternal(name, player, packed, packed:len(), tonumber(rate))
	end

	local httpDispatch = {}

	function PerformHttpRequest(url, cb, method, data, headers, options)
		local id = PerformHttpRequestInternalEx({ url = url, method = method, data = data })
		if id ~= -1 then
			httpDispatch[id] = cb
		end
	end
end

Citizen.SetCallRefRoutine(function(number, packed)
	local refPtr = refs[number]
	local ref = refPtr.func
	local values
	local di = debug_getinfo(ref)
	local waited = Citizen.CreateThreadNow(function()
		values = { ref(table_unpack(msgpack_unpack(packed))) }
	end, ('ref call [%s[%d..%d]]'):format(di.short_src, di.linedefined, di.lastlinedefined))
	return msgpack_pack(values)
end)

do
	for i = 1, count(resource) do
		local exportName = nth(resource, i)

		AddEventHandler(getExportEventName(resource, exportName), function(setCB)
			if _G[exportName] then
				setCB(_G[exportName])
			end
		end)
	end
end

setmetatable(exports, {
	__call = function(_, exportName, func)
		AddEventHandler(getExportEventName(GetCurrentResourceName(), exportName), function(setCB)
			setCB(func)
		end)
	end
})

local function NewStateBag(es)
	return setmetatable({}, {
		__index = function(_, s)
			if s == 'set' then
				return function(_, key, value, replicated)
					local packed = msgpack_pack(value)
					SetStateBagValue(es, key, packed, packed:len(), replicated)
				end
			end
			return GetStateBagValue(es, s)
		end,

		__newindex = function(_, key, value)
			local packed = msgpack_pack(value)
			SetStateBagValue(es, key, packed, packed:len(), isServer)
		end
	})
end
