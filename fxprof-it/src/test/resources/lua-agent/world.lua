-- A server with as many VMs as wanted, all in this one: each is a table of globals. Its clock moves only
-- when told to, and by 100 ns with each reading. Behaves as the server's scheduler does where an agent
-- can see it: entries are coroutines, events go round the VMs in order, errors are printed.
local world = { clock = 1000000000, tick = 100, convars = {}, vms = {}, log = {}, due = {}, online = 3,
	scopes = {} }

local payloads, payloadCount = {}, 0

-- What msgpack does: a text of some length that stands for values.
local function pack(...)
	payloadCount = payloadCount + 1
	local text = ('payload:%06d'):format(payloadCount)
	payloads[text] = table.pack(...)
	return text
end

local function unpack(text)
	local values = payloads[text]
	return values
end

-- Compiles a text so that its source reads like this. Some engines put a mark of their own before it.
function world.load(text, source, environment)
	local plain = assert(load(text, source:sub(2), 't', environment))
	if debug.getinfo(plain, 'S').source == source then
		return plain
	end
	return assert(load(text, source, 't', environment))
end

function world.nanotime()
	world.clock = world.clock + world.tick
	return world.clock
end

-- Lets time pass.
function world.pass(nanos)
	world.clock = world.clock + nanos
end

function world.trigger(name, payload, source)
	for _, vm in ipairs(world.vms) do
		if vm.handled[name] and vm.alive then
			vm.eventRoutine(name, payload, source)
		end
	end
end

function world.event(name, source, ...)
	world.trigger(name, pack(...), source or '')
end

local function resume(vm, task, ...)
	local ok, value = coroutine.resume(task.co, ...)
	if not ok then
		if vm.stackTrace then
			vm.stackTrace()
		end
		world.log[#world.log + 1] = 'SCRIPT ERROR: ' .. tostring(value)
		if not world.keepsDead then
			coroutine.close(task.co)
		end
		return false
	elseif coroutine.status(task.co) == 'dead' then
		return false
	end
	if value == world.AWAIT then
		return resume(vm, task, function() resume(vm, task) end)
	elseif type(value) == 'number' or value == nil then
		if value or not task.awaits then
			world.due[#world.due + 1] = { vm = vm, task = task }
		end
	end
	return true
end

world.AWAIT = {}

-- Everything that waits goes on once.
function world.tickOnce()
	local due = world.due
	world.due = {}
	for _, entry in ipairs(due) do
		if entry.vm.alive then
			entry.task.awaits = false
			resume(entry.vm, entry.task)
		end
	end
end

-- The natives that agents call by their hashes; those of the server's profiler write down the scopes, each
-- end with the name of its beginning.
local begun = {}
local natives = {
	[0x6CCD2564] = function(name, default) return world.convars[name] or default end,
	[0xC795A4A9] = function(name, id, kind)
		begun[id] = name
		table.insert(world.scopes, ('begin %s %d'):format(name, kind))
	end,
	[0xB39CA35C] = function(id, broken)
		table.insert(world.scopes, (broken == 1 and 'break ' or 'end ') .. begun[id])
	end,
}

local function citizen(vm)
	local function create(fn)
		local co = coroutine.create(vm.boundaryRoutine(fn))
		return { co = co }
	end
	return {
		InvokeNative = function(native, ...)
			world.pass(1000)
			return natives[native](...)
		end,
		ResultAsString = function() end,
		Trace = function(text) world.log[#world.log + 1] = text end,
		CreateThread = function(fn) world.due[#world.due + 1] = { vm = vm, task = create(fn) } end,
		CreateThreadNow = function(fn) return resume(vm, create(fn)) end,
		SetTimeout = function(_, fn) world.due[#world.due + 1] = { vm = vm, task = create(fn) } end,
		Wait = coroutine.yield,
		AwaitSentinel = world.AWAIT,
	}
end

-- A new VM; agent: text of the block on top of its scheduler, or nil.
function world.vm(name, agent)
	local G = setmetatable({}, { __index = nil })
	for key, value in pairs(_G) do
		G[key] = value
	end
	G._G = G
	G.coroutine = setmetatable({}, { __index = coroutine })
	G.os = { nanotime = world.nanotime, time = os.time, clock = os.clock }
	local vm = { name = name, handled = {}, handlers = {}, refs = {}, G = G, alive = true }
	world.vms[#world.vms + 1] = vm
	G.msgpack = { pack = pack, pack_args = pack, unpack = unpack }
	G.Citizen = citizen(vm)
	G.IsDuplicityVersion = function() return true end
	G.GetCurrentResourceName = function() return name end
	G.GetConvar = function(key, default) return world.convars[key] or default end
	G.GetNumPlayerIndices = function() return world.online end
	G.GetGameTimer = function() return world.clock // 1000000 end
	G.GetResourceState = function(other) return other == 'nowhere' and 'missing' or 'started' end
	G.RegisterResourceAsEventHandler = function(event) vm.handled[event] = true end
	G.TriggerEventInternal = function(event, payload) world.trigger(event, payload, '') end
	G.TriggerClientEventInternal = function() end
	G.TriggerLatentClientEventInternal = function() end
	G.SetStateBagValue = function() end
	G.GetNumResourceMetadata = function() return 1 end
	G.GetResourceMetadata = function() return 'Listed' end
	G.RegisterCommand = function(command, fn)
		G.Citizen.GetFunctionReference(fn)
		vm.refs[command] = vm.refs[#vm.refs]
	end
	G.AddStateBagChangeHandler = function(key, _, fn)
		G.Citizen.GetFunctionReference(fn)
		vm.refs['bag ' .. key] = vm.refs[#vm.refs]
	end
	G.GetEntityCoords = function() world.pass(5000) return 1, 2, 3 end
	G.FailingNative = function() world.pass(3000) error('no such entity', 0) end
	-- functions that go elsewhere go as references
	G.Citizen.GetFunctionReference = function(fn)
		vm.refs[#vm.refs + 1] = fn
		return 'ref:' .. #vm.refs
	end
	world.load((agent or 'local fxprof') .. '\n' .. world.scheduler, '@citizen:/scripting/lua/scheduler.lua', G)(vm, world)
	return vm
end

-- Runs a script of a VM as the server does.
function world.script(vm, text, file)
	local fn = world.load(text, '@@' .. vm.name .. '/' .. (file or 'server.lua'), vm.G)
	return vm.G.Citizen.CreateThreadNow(fn)
end

-- Calls a function by reference: export, command, callback.
function world.call(vm, fn, ...)
	return vm.callRefRoutine(fn, pack(...))
end

function world.stop(vm)
	vm.alive = false
	for i, other in ipairs(world.vms) do
		if other == vm then
			table.remove(world.vms, i)
		end
	end
end

return world
