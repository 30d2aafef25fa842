-- Recording without the overlay: puts recorders before what the scheduler of this VM hands out. Everything
-- that goes on as before does so in a tail call, so levels of errors stay what they are.
local M = ...

local open, call, pcall, getinfo = M.open, M.call, pcall, debug.getinfo
local live = false

M.live = function(is)
	live = is
end

-- Runs a function as an entry: of its coroutine, or inside of the one that this coroutine has already.
local function enter(site, player, fn, ...)
	if not live then
		return fn(...)
	elseif M.active() then
		return call(site, fn, ...)
	end
	local _ <close> = open(site, player, nil)
	return fn(...)
end

-- The same recorder for the same function, as long as that lives.
local recorders = {}

local function recorder(kind, fn, make)
	local known = recorders[kind]
	if not known then
		known = setmetatable({}, { __mode = 'k' })
		recorders[kind] = known
	end
	local wrapped = known[fn]
	if not wrapped then
		wrapped = make(fn)
		known[fn] = wrapped
	end
	return wrapped
end

local function thread(fn)
	local site
	return function(...)
		site = site or M.protected(M.threadSite, fn)
		if not site then
			return fn(...)
		end
		return enter(site, 0, fn, ...)
	end
end

-- Calls by reference: exports, commands, callbacks.
local function reference(fn)
	local site
	return function(...)
		site = M.protected(M.refSite, fn) or site
		if not site then
			return fn(...)
		end
		return enter(site, 0, fn, ...)
	end
end

-- RegisterNetEvent hands on to AddEventHandler on most servers: what is a recorder stays as it is.
local handlers = setmetatable({}, { __mode = 'k' })

local function handler(event, fn)
	if type(fn) ~= 'function' or handlers[fn] then
		return fn
	end
	local site
	local function wrapped(...)
		site = site or M.protected(M.handlerSite, event, fn)
		local from = source
		local player = type(from) == 'number' and math.tointeger(from) or 0
		if not site then
			return fn(...)
		elseif player > 0 and live then
			M.protected(M.traffic, M.RECEIVED, event, 0, 1)
		end
		return enter(site, player, fn, ...)
	end
	handlers[wrapped] = true
	return wrapped
end

local function wrapThreads()
	local create, now, timeout = Citizen.CreateThread, Citizen.CreateThreadNow, Citizen.SetTimeout
	function Citizen.CreateThread(fn, ...)
		return create(type(fn) == 'function' and thread(fn) or fn, ...)
	end
	function Citizen.CreateThreadNow(fn, name, ...)
		-- the scheduler's own calls are for handlers and references, which are recorded themselves
		if name == nil and type(fn) == 'function' and not getinfo(fn, 'S').source:find('^@+citizen:/') then
			return now(thread(fn))
		end
		return now(fn, name, ...)
	end
	function Citizen.SetTimeout(milliseconds, fn, ...)
		return timeout(milliseconds, type(fn) == 'function' and thread(fn) or fn, ...)
	end
	CreateThread, SetTimeout = Citizen.CreateThread, Citizen.SetTimeout
	CreateThreadNow = CreateThreadNow and Citizen.CreateThreadNow
	Citizen.Wait = M.yielding(Citizen.Wait)
	Wait = Citizen.Wait
	local await, isyieldable = Citizen.Await, coroutine.isyieldable
	function Citizen.Await(promise)
		local s = type(promise) == 'table' and promise.state == 0 and isyieldable() and M.suspend()
		if s then
			pcall(await, promise)
			M.resume(s)
		end
		return await(promise)
	end
	coroutine.yield = M.yielding(coroutine.yield)
end

local function wrapEvents()
	local add, register = AddEventHandler, RegisterNetEvent
	function AddEventHandler(event, fn, ...)
		return add(event, handler(event, fn), ...)
	end
	function RegisterNetEvent(event, fn, ...)
		return register(event, handler(event, fn), ...)
	end
	RegisterServerEvent = RegisterServerEvent and RegisterNetEvent
end

-- Every function that leaves the VM by reference goes through here, whatever it was given to.
local function wrapReferences()
	local get = Citizen.GetFunctionReference
	local exported = {}
	for i = 0, (GetNumResourceMetadata(M.resource, 'server_export') or 0) - 1 do
		exported[#exported + 1] = GetResourceMetadata(M.resource, 'server_export', i)
	end
	function Citizen.GetFunctionReference(fn)
		if type(fn) == 'function' then
			for _, name in ipairs(exported) do
				if rawget(_G, name) == fn then
					M.protected(M.nameFunction, fn, M.EXPORT, name)
				end
			end
			fn = recorder('reference', fn, reference)
		end
		return get(fn)
	end
	local mt = getmetatable(exports)
	local export = mt and mt.__call
	if export then
		mt.__call = function(t, name, fn, ...)
			if type(fn) == 'function' then
				M.protected(M.nameFunction, fn, M.EXPORT, name)
			end
			return export(t, name, fn, ...)
		end
	end
end

local function naming(global, kind, nameOf, place)
	local original = _G[global]
	if type(original) == 'function' then
		_G[global] = function(...)
			local fn = select(place, ...)
			if type(fn) == 'function' then
				M.protected(M.nameFunction, fn, kind, nameOf(...))
			end
			return original(...)
		end
	end
end

-- What sends is a native under a global name, which the scheduler calls with the packed payload.
local function sending(global, what, size)
	local original = _G[global]
	if type(original) == 'function' then
		_G[global] = function(...)
			if M.records then
				M.protected(size, what, ...)
			end
			return original(...)
		end
	end
end

local function count(what, name, to, payload)
	M.send(what, name, to, #payload)
end

local function wrapRequests()
	local perform = PerformHttpRequest
	function PerformHttpRequest(url, fn, ...)
		if type(fn) ~= 'function' then
			return perform(url, fn, ...)
		end
		local site = M.protected(M.nameFunction, fn, M.ENTRY, 'http ' .. tostring(url):match('^[^?#]*'))
		return perform(url, function(...)
			if not site then
				return fn(...)
			end
			return enter(site, 0, fn, ...)
		end, ...)
	end
end

function M.wrapAll()
	wrapThreads()
	wrapEvents()
	naming('RegisterCommand', M.COMMAND, function(name) return name end, 2)
	naming('AddStateBagChangeHandler', M.EVENT, function(key)
		return 'statebag:' .. ((key == nil or key == '') and '*' or tostring(key))
	end, 3)
	wrapReferences()
	sending('TriggerClientEventInternal', M.SENT, count)
	sending('TriggerLatentClientEventInternal', M.LATENT, count)
	sending('SetStateBagValue', M.STATE, count)
	sending('PerformHttpRequestInternalEx', M.REQUEST, function(what, request)
		M.send(what, request.url, 1, type(request.data) == 'string' and #request.data or 0)
	end)
	wrapRequests()
end
