-- What the server's own libraries give the scheduler, on top of what the host gives a script. Frames of
-- the overlay go nowhere: how many records they hold is printed.
local vm, world = { handlers = {}, refs = {} }, { due = {}, pass = function() end }
local payloads, packed = {}, 0

local function pack(...)
	packed = packed + 1
	local text = 'payload:' .. packed
	payloads[text] = table.pack(...)
	return text
end

-- The host's payloads are texts, one value each.
local function unpack(text)
	return payloads[text] or { math.tointeger(text) or text, n = 1 }
end

local GET_CONVAR <const> = 0x6CCD2564

-- Until the coroutine waits or ends; the milliseconds that it waits.
local function run(co)
	local ok, value = coroutine.resume(co)
	if not ok then
		vm.stackTrace()
		print('SCRIPT ERROR: ' .. tostring(value))
	elseif coroutine.status(co) ~= 'dead' then
		return value or 0
	end
	return nil
end

local function goOn(co, rest)
	thread(function()
		while rest do
			wait(rest)
			rest = run(co)
		end
	end)
end

Citizen = {
	Trace = print,
	InvokeNative = function(hash, ...)
		return (hash == GET_CONVAR and nativeText or native)(hash, ...)
	end,
	ResultAsString = function() end,
	CreateThread = function(fn)
		goOn(coroutine.create(vm.boundaryRoutine(fn)), 0)
	end,
	CreateThreadNow = function(fn)
		local co = coroutine.create(vm.boundaryRoutine(fn))
		local rest = run(co)
		if rest then
			goOn(co, rest)
		end
	end,
	Wait = coroutine.yield,
}

msgpack = { pack = pack, pack_args = pack, unpack = unpack }
os.nanotime = function() return math.floor(os.clock() * 1000000000) end

function GetCurrentResourceName() return 'bank' end
function GetConvar(name, otherwise) return nativeText('GET_CONVAR', name, otherwise) end
function GetNumPlayerIndices() return 0 end
function IsDuplicityVersion() return true end

function RegisterResourceAsEventHandler(event)
	on(event, function(payload, source)
		vm.eventRoutine(event, payload, source)
	end)
end

function TriggerEventInternal(event, payload)
	if event == 'fxprof:frame' then
		print('frame: ' .. payloads[payload][3])
	end
end

-- An export of the host, which enters as the server's do.
function exported(name, fn)
	export(name, function(argument)
		local _, value = vm.callRefRoutine(fn, pack(argument))
		return value
	end)
end
