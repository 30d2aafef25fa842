-- fxprof in the console, and in the chat for players with the ACE command.fxprof; exports for resources.
local Spool, Push, Budget, Watch, Collector = Fxprof.Spool, Fxprof.Push, Fxprof.Budget, Fxprof.Watch,
	Fxprof.Collector

local STEPS <const> = { [0] = 'all is recorded', 'no natives and functions', 'no regions', 'one entry in %d',
	'counts only' }

-- Gives a function that says lines to whoever asked.
local function teller(player)
	if player == 0 then
		return function(line)
			print(line)
		end
	end
	return function(line)
		TriggerClientEvent('chat:addMessage', player, { args = { 'fxprof', line } })
	end
end

-- A mark whose name begins so asks fxprof serve for a capture, see docs/spool.md.
local CAPTURE <const> = 'fxprof:capture '
local LONGEST_NAME <const> = 60

local function megabytes(bytes)
	return ('%.1f MB'):format(bytes / 1048576)
end

-- Sums over all agents.
local function sums()
	local dropped, shed, shedding, agents = 0, 0, {}, 0
	for name, row in pairs(Watch.agents()) do
		agents = agents + 1
		dropped, shed = dropped + row.dropped, shed + row.shed
		if row.step > 0 then
			shedding[#shedding + 1] = ('%s: %s'):format(name, STEPS[row.step]:format(1 << row.power))
		end
	end
	table.sort(shedding)
	return agents, dropped, shed, shedding
end

local commands = {}

function commands.status(tell)
	local agents, dropped, shed, shedding = sums()
	local bytes, files, waiting = Spool.size()
	tell(('resources with an agent: %d; records in this session: %d, %d dropped, %d shed, %d not written'):format(
		agents, Spool.records, dropped, shed, Spool.recordsLost))
	tell(('recording costs %.3f %% of the tick (budget %.2f %%); collecting took %.2f ms last, %.2f ms at most'):format(
		Budget.percent(), Fxprof.settings.budgetPercent, Collector.lastNanos / 1000000, Collector.slowest / 1000000))
	tell(('spool: %s in %d files, %s wait%s; %d frames deleted'):format(megabytes(bytes), files,
		megabytes(waiting), Spool.problem and ' (' .. Spool.problem .. ')' or '', Spool.framesDeleted))
	if Push.on then
		tell(('push to %s: %s, %s wait'):format(Fxprof.settings.url, Push.state, megabytes(Push.queued())))
	end
	for _, line in ipairs(shedding) do
		tell('overload: ' .. line)
	end
end

function commands.record(tell, _, words)
	if words[2] then
		local name = table.concat(words, ' ', 2)
		tell(Fxprof.Frames.mark(name) and ('marked: %s'):format(name) or 'there are 1,000 names of marks already')
		return
	end
	tell(('a recording is made outside of the server: fxprof record --server %s -o capture.pftrace'):format(
		(Spool.folder:gsub('/resources/.*$', ''))))
	tell('fxprof record NAME marks this moment in it')
end

function commands.capture(tell, _, words)
	local name = table.concat(words, ' ', 2):sub(1, LONGEST_NAME)
	-- Whoever reads the spool later sees by the time that it is over.
	if Fxprof.Frames.mark(('%s%d %s'):format(CAPTURE, os.time(), name)) then
		tell('asked for a capture: fxprof serve saves the last seconds and the next, where it follows this server')
	else
		tell('there are 1,000 names of marks already')
	end
end

local function row(tell, name, kind, sum, seconds)
	tell(('  %8.3f ms/s %8.1f/s %9.3f ms longest  %s%s'):format(sum.self / seconds / 1000000, sum.calls / seconds,
		sum.longest / 1000000, name, kind))
end

function commands.top(tell, _, words)
	local seconds = math.max(1, math.min(30, math.tointeger(tonumber(words[2])) or 5))
	local began = Watch.top(seconds, function(resources, sites, skipped)
		tell(('time of their own over %d s, by resource:'):format(seconds))
		for i = 1, math.min(10, #resources) do
			row(tell, resources[i].key, '', resources[i], seconds)
		end
		tell('by event, thread, export, command:')
		for i = 1, math.min(15, #sites) do
			local site = sites[i].key
			row(tell, ('%s: %s'):format(site.resource, site.name), ' (' .. site.kind .. ')', sites[i], seconds)
		end
		if skipped > 0 then
			tell(('%d slices more were left out'):format(skipped))
		end
	end)
	tell(began and ('reading for %d s'):format(seconds) or 'it is reading already')
end

function commands.region(tell, _, words)
	local name, switch = table.concat(words, ' ', 2, #words - 1), words[#words]
	if #words < 3 or switch ~= 'on' and switch ~= 'off' then
		local list = Watch.regions()
		tell(#list > 0 and 'regions seen: ' .. table.concat(list, ', ') or 'no regions seen so far')
		tell('fxprof region NAME on|off records one or leaves it out')
		return
	end
	TriggerEvent('fxprof:control', 'region', { name = name, on = switch == 'on' })
	tell(('region %s is %s'):format(name, switch == 'on' and 'recorded' or 'left out'))
end

-- Who asked for functions of which resource.
local deep = {}

function commands.deep(tell, player, words)
	local resource, seconds = words[2], math.tointeger(tonumber(words[3] or '5'))
	if not resource or not seconds or seconds < 1 or seconds > 60 then
		return tell('fxprof deep RESOURCE SECONDS: from 1 to 60 seconds')
	elseif GetResourceState(resource) ~= 'started' then
		return tell(('%s does not run'):format(resource))
	elseif not Collector.agents[resource] then
		return tell(('%s has no agent'):format(resource))
	end
	deep[resource] = player
	TriggerEvent('fxprof:deep', resource, seconds)
end

AddEventHandler('fxprof:deepResult', function(resource, problem, result)
	local player = deep[resource]
	if type(source) == 'number' or not player then
		return
	end
	local tell = teller(player)
	if problem == 'started' then
		return tell(('functions of %s are recorded; every call there costs more meanwhile'):format(resource))
	end
	deep[resource] = nil
	if problem then
		return tell(('no functions of %s: %s'):format(resource, problem))
	end
	local unit = result.unit == 'micro' and 1000 or 1
	local seen = result.unit == 'nano' or result.unit == 'micro'
	tell(('functions of %s in %d s, by time of their own (%s):'):format(resource, result.seconds,
		seen and 'ms' or 'in ' .. tostring(result.unit)))
	for i = 1, math.min(20, #result.rows) do
		local line = result.rows[i]
		local scale = seen and unit / 1000000 or 1
		tell(('  %10.3f own %10.3f in all %8d calls  %s %s'):format(line.self * scale, line.total * scale,
			line.calls, line.name, line.place))
	end
	tell(('cost: %d calls, each about %d ns longer, measured there: %.1f ms in all'):format(result.calls,
		result.callNanos, result.calls * result.callNanos / 1000000))
end)

function commands.help(tell)
	tell('fxprof status            what is seen, dropped, shed, and what it costs')
	tell('fxprof record [NAME]     how to record; marks this moment with a name')
	tell('fxprof capture [NAME]    fxprof serve saves the last seconds and the next')
	tell('fxprof top [SECONDS]     costliest resources, events, threads of the next seconds')
	tell('fxprof region [NAME on|off]   regions seen; records one or leaves it out')
	tell('fxprof deep RESOURCE SECONDS  functions of one resource, with lmprof')
end

RegisterCommand('fxprof', function(player, words)
	local command = commands[words[1] or 'help'] or commands.help
	command(teller(player), player, words)
end, true)

exports('status', function()
	local agents, dropped, shed = sums()
	local bytes, files = Spool.size()
	return { agents = agents, records = Spool.records, dropped = dropped, shed = shed,
		notWritten = Spool.recordsLost, costPercent = Budget.percent(), spoolBytes = bytes, spoolFiles = files,
		spoolProblem = Spool.problem or false, push = Push.on and Push.state or false }
end)

exports('mark', function(name)
	if type(name) ~= 'string' or name == '' then
		error('mark expects a name: a string that is not empty', 2)
	elseif name:sub(1, #CAPTURE) == CAPTURE then
		error('mark expects a name that does not ask for a capture; only the console may', 2)
	end
	return Fxprof.Frames.mark(name:sub(1, 128))
end)
