-- The global table Profiler, see docs/lua-api.md: the same names, the same sentences.
local M = ...

local type, math_type = type, math.type

-- The agent of this VM: the overlay's if it is there, else this one.
M.agent = Citizen.FxprofAgent or M

local function text(name)
	return type(name) == 'string' and name ~= ''
end

local function tell(action, ...)
	TriggerEvent('fxprof:control', action, ...)
end

local Profiler = {}

function Profiler.Begin(name)
	if not text(name) then
		error('Profiler.Begin expects a name: a string that is not empty', 2)
	end
	M.agent.guardRegions()
	M.agent.protected(M.agent.beginRegion, M.agent.cut(name))
end

function Profiler.End(name)
	if not text(name) then
		error('Profiler.End expects a name: a string that is not empty', 2)
	end
	local problem = M.agent.protected(M.agent.endRegion, M.agent.cut(name))
	if problem then
		error(problem, 2)
	end
end

function Profiler.Enable()
	tell('enable')
end

function Profiler.Disable()
	tell('disable')
end

local function resource(call, name)
	if not text(name) then
		error(('Profiler.%s expects the name of a resource'):format(call), 3)
	elseif GetResourceState(name) == 'missing' then
		error(('Profiler.%s("%s"): there is no such resource'):format(call, name), 3)
	end
end

function Profiler.EnableForResource(name)
	resource('EnableForResource', name)
	tell('only', name)
end

function Profiler.DisableForResource(name)
	resource('DisableForResource', name)
	tell('without', name)
end

function Profiler.SetFlushInterval(milliseconds)
	local whole = math_type(milliseconds) and math.tointeger(milliseconds)
	if not whole or whole < 1 or whole > 1000 then
		error('Profiler.SetFlushInterval expects whole milliseconds from 1 to 1000', 2)
	end
	tell('flush', whole)
end

-- A server writes no such files itself: the recording is made outside of it.
local FORMATS <const> = { ExportSpeedscope = 'speedscope', ExportFlameGraph = 'flamegraph', ExportCSV = 'csv',
	ExportChrome = 'chrome' }

for call, format in pairs(FORMATS) do
	Profiler[call] = function(file)
		if not text(file) or #file > 200 or file:find('[/\\%c]') or file:sub(1, 1) == '.' then
			error(('Profiler.%s("%s"): expected the plain name of a file, without a folder or a leading dot, '
				.. 'at most 200 characters'):format(call, tostring(file)), 2)
		end
		error(('Profiler.%s("%s"): a game server writes no recording itself; run: fxprof convert '
			.. 'RECORDING --to %s -o %s'):format(call, file, format, file), 2)
	end
end

-- Nor does it connect to anybody: who may be told of its figures is for its owner to say.
function Profiler.SetWebSocketURL(address)
	if not text(address) then
		error('Profiler.SetWebSocketURL expects an address such as wss://HOST:PORT/PATH', 2)
	end
	error(('Profiler.SetWebSocketURL("%s"): a game server streams nothing itself; run beside it: fxprof serve '
		.. '--server DATA --push %s'):format(address, address), 2)
end

function Profiler.EnableStreaming()
	error('Profiler.EnableStreaming(): a game server streams nothing itself; run beside it: fxprof serve '
		.. '--server DATA --push ADDRESS', 2)
end

_G.Profiler = Profiler
