-- What this server lets fxprof see, said once when it has collected for a moment.
local Spool, Push, Collector = Fxprof.Spool, Fxprof.Push, Fxprof.Collector

local function lmprof()
	local ok, library = pcall(require, 'lmprof')
	return ok and type(library) == 'table'
end

local function count(set)
	local n = 0
	for _ in pairs(set) do
		n = n + 1
	end
	return n
end

CreateThread(function()
	Wait(2 * Fxprof.settings.flushMillis + 500)
	if not Collector.on then
		print('fxprof: recording is off (fxprof_enabled 0)')
		return
	end
	local seen = count(Collector.agents)
	-- the patched scheduler of this very VM says so
	if Citizen.FxprofOverlay then
		print(('fxprof %s: the overlay is there; resources that are recorded: %d'):format(Fxprof.VERSION, seen))
	else
		print(('fxprof %s: no overlay; resources that load @fxprof/profiler.lua: %d'):format(
			Fxprof.VERSION, seen))
	end
	if Fxprof.clock ~= 'nanotime' then
		print(('fxprof: this server has no os.nanotime; times come from %s and are that coarse'):format(
			Fxprof.clock == 'timer' and 'GetGameTimer (1 ms)' or 'os.microtime (1 us)'))
	end
	print(('fxprof: functions of one resource (fxprof deep): %s'):format(
		lmprof() and 'this server has lmprof' or 'not here, this server has no lmprof'))
	if Spool.problem then
		print(('fxprof: nothing is kept: %s cannot be written to: %s'):format(Spool.folder, Spool.problem))
	else
		print(('fxprof: spool in %s'):format(Spool.folder))
	end
	if Push.on then
		print(('fxprof: push to %s: %s'):format(Fxprof.settings.url, Push.state))
	elseif Fxprof.settings.url ~= '' then
		print('fxprof: fxprof_http is set but there is no token (fxprof_token, or the file TOKEN): no push')
	end
	local agent = GetConvar('fxprof_agent', '')
	if agent ~= '' then
		print(('fxprof: the native agent records entries (%s); Lua adds regions and traffic'):format(agent))
	end
end)
