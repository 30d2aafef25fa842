-- Function by function for a few seconds, with the server's own lmprof: it hooks every call in this VM, so
-- it is dear, and its result is sums by function, not spans.
local M = ...

local CALLS <const> = 2000

local busy = false

local function answer(...)
	local event = M.pack(M.resource, ...)
	M.trigger('fxprof:deepResult', event, #event)
end

-- Nanoseconds of a call of an empty function, at best.
local function fxprofCalls()
	local function fxprofEmpty() end
	local best = math.maxinteger
	for _ = 1, 5 do
		local from = M.nanotime()
		for _ = 1, CALLS do
			fxprofEmpty()
		end
		local took = M.nanotime() - from
		if took >= 0 and took < best then
			best = took
		end
	end
	return best / CALLS
end

-- The functions with most time of their own, and how many calls there were.
local function summary(result)
	local rows, calls = {}, 0
	for _, record in ipairs(result.records or {}) do
		local count = math.tointeger(record.count) or 0
		-- what was measured here is not the resource's
		local own = tostring(record.name):find('^fxprof')
		calls = calls + (own and 0 or count)
		if count > 0 and not record.ignored and not own then
			rows[#rows + 1] = { name = tostring(record.name or ''), place = tostring(record.source or ''),
				calls = count, self = math.floor(record.time or 0), total = math.floor(record.total_time or 0) }
		end
	end
	table.sort(rows, function(a, b) return a.self > b.self end)
	for i = #rows, 31, -1 do
		rows[i] = nil
	end
	return rows, calls
end

local function finish(lmprof, seconds, before, during)
	busy = false
	local ok, result = pcall(lmprof.stop)
	if not ok or type(result) ~= 'table' then
		return answer(('lmprof gave no result: %s'):format(tostring(result)))
	end
	local rows, calls = summary(result)
	local unit = result.header and result.header.clockid or lmprof.time_unit and lmprof.time_unit() or 'nano'
	answer(nil, { seconds = seconds, calls = calls, unit = unit, rows = rows,
		callNanos = math.max(0, math.floor(during - before)) })
end

-- Begins, and answers when it is over or why it cannot be.
function M.deep(seconds)
	seconds = math.max(1, math.min(60, math.tointeger(tonumber(seconds)) or 5))
	if busy then
		return answer('it is running there already')
	end
	local ok, lmprof = pcall(require, 'lmprof')
	if not ok or type(lmprof) ~= 'table' then
		return answer('this server has no lmprof')
	end
	local before = fxprofCalls()
	local set = lmprof.set_option
	for _, option in ipairs { 'mismatch', 'load_stack', 'compress_graph' } do
		pcall(set, option, true)
	end
	local started, problem = pcall(lmprof.start, 'instrument')
	if not started or not problem then
		return answer(('another hook is set there (%s)'):format(tostring(problem)))
	end
	busy = true
	answer('started')
	local during = fxprofCalls()
	Citizen.SetTimeout(seconds * 1000, function()
		M.protected(finish, lmprof, seconds, before, during)
	end)
end
