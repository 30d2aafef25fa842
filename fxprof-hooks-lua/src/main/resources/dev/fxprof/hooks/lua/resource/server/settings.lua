-- What server.cfg says, and what this server is. All scripts of this resource share one table.
Fxprof = { VERSION = '0.1.0', NAME = GetCurrentResourceName() }

local MEGABYTE <const> = 1024 * 1024

local function number(name, default, least, most)
	local value = tonumber(GetConvar(name, tostring(default)))
	if not value or value < least or value > most then
		print(('fxprof: %s is "%s", expected a number from %s to %s; taking %s'):format(name,
			GetConvar(name, ''), least, most, default))
		return default
	end
	return value
end

local function token()
	local text = GetConvar('fxprof_token', '')
	if text == '' then
		text = LoadResourceFile(Fxprof.NAME, 'TOKEN') or ''
	end
	return (text:gsub('%s+$', ''))
end

Fxprof.settings = {
	enabled = GetConvar('fxprof_enabled', '1') ~= '0',
	flushMillis = number('fxprof_flush', 1000, 50, 10000),
	fileBytes = math.floor(number('fxprof_spool_file', 8, 0.1, 1024) * MEGABYTE),
	spoolBytes = math.floor(number('fxprof_spool_mb', 256, 1, 1048576) * MEGABYTE),
	budgetPercent = number('fxprof_budget', 1.0, 0.01, 100),
	url = GetConvar('fxprof_http', ''):gsub('/+$', ''),
	token = token(),
}

local nanotime = os.nanotime
Fxprof.clock = nanotime and 'nanotime' or os.microtime and 'microtime' or 'timer'
Fxprof.nanotime = nanotime or os.microtime and function() return os.microtime() * 1000 end
	or function() return GetGameTimer() * 1000000 end
Fxprof.windows = (os.getenv('os') or ''):find('Windows', 1, true) ~= nil
-- Windows counts from a clock of its own; elsewhere the readings are the time of day, which may be set.
Fxprof.settable = Fxprof.clock ~= 'timer' and not Fxprof.windows

-- The session: 64 bits that no other start has.
Fxprof.session = math.random(0) ~ Fxprof.nanotime()
Fxprof.startedNanos = Fxprof.nanotime()
Fxprof.startedMillis, Fxprof.startedSeconds = GetGameTimer(), os.time()
