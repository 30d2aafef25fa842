-- Packs what was recorded into the payload of a VM frame and hands it over as an event. This is where an
-- agent makes garbage: once a second, not once a span. A VM that comes to this finds nothing of it in the
-- processor's caches, so each function and each table on the way is felt: it goes straight on, in the scope of
-- the core.

local pack, unpack, concat, floor = string.pack, table.unpack, table.concat, math.floor
local collectgarbage = collectgarbage
-- Integers are packed this many at a time: as many as Lua puts together without allocating for it.
local PIECE <const> = 128
local pieces = '<' .. ('j'):rep(PIECE)
local VERSION <const> = 2
local HEAD <const> = '<I4i8I8I8I8I4I4i8I4i8i8i8I8s2I4'

-- So many records since the last look are looked at before the next sync; fewer in a burst say little of a second.
local MANY <const> = 8192

local packing, judged = 0, 0
local file, sent = -1, 0
-- Syncs in a row without anything to say. To some of them a VM that rests answers, so that whoever looks
-- knows what it costs now, and that it is there.
local silent = 0
local FIRST <const> = 2
local EVERY <const> = 30

M.spanCost, M.shedStep, M.shedPower = 0, 0, 0
-- How many natives and functions, and how many regions there were so far, recorded or not; how many calls told a
-- native agent of scopes, and the nanoseconds of one.
M.offered, M.callCost = { 0, 0, 0 }, 0

local function packIntegers(integers, count, out)
	local n, from = #out, 1
	while count - from >= PIECE do
		n = n + 1
		out[n] = pack(pieces, unpack(integers, from, from + PIECE - 1))
		from = from + PIECE
	end
	if from <= count then
		out[n + 1] = pack(pieces:sub(1, count - from + 2), unpack(integers, from, count))
	end
end

-- How many records have not been handed over.
local function held() return used // 5 + plains end

local function packSites(from, to, out)
	local fields = M.siteFields
	for id = from + 1, to do
		local at = 5 * id
		out[#out + 1] = pack('<I4I1I1I4s2s2', id, fields[at - 4], fields[at - 3],
			math.max(fields[at], 0), fields[at - 2], fields[at - 1])
	end
end

-- The payload of a frame for the file with this number; everything recorded is in it. Rows: of traffic, n of them.
local function payload(number, rows, n, now)
	if number ~= file then
		file, sent = number, 0
	end
	local known = M.siteCount
	local kilobytes = collectgarbage('count')
	M.keepPace(kilobytes)
	local out = { pack(HEAD, VERSION, M.incarnation, handed, dropped, shed, M.shedStep, M.shedPower, packing,
		M.spanCost, now, floor(kilobytes * 1024), scheduled, entries, M.resource, known - sent) }
	if known > sent then
		packSites(sent, known, out)
		sent = known
	end
	out[#out + 1] = pack('<I4', used // 5)
	if used > 0 then
		packIntegers(buffer, used, out)
	end
	out[#out + 1] = pack('<I4', plains)
	if plains > 0 then
		packIntegers(heads, plains, out)
		packIntegers(starts, plains, out)
		packIntegers(stops, plains, out)
	end
	out[#out + 1] = pack('<I4', n)
	out[#out + 1] = rows
	handed, used, plains = handed + held(), 0, 0
	weigh()
	return concat(out)
end

local function answers() return silent % EVERY == FIRST end

-- Whether nothing has happened since the last sync, nor since the one before, and that needs no answer.
function M.rest()
	-- what a native agent is told of leaves no records here, but costs
	if silent == 0 or M.shedStep > 0 or M.entriesElsewhere or current or held() > 0
		or M.hasTraffic() then
		return false
	end
	silent = silent + 1
	if answers() then
		silent = silent - 1
		return false
	end
	return true
end

-- Hands over what was recorded; always: also if that is nothing. Now: the last stamp. Traffic goes along unless
-- another frame comes soon: rows that saw nothing since they were last taken are forgotten.
local function handOver(number, always, now, traffic)
	local records = held()
	local rows, n = '', 0
	if traffic then
		rows, n = M.takeTraffic()
	end
	local changed = records > 0 or n > 0 or number ~= file
	silent = changed and 0 or silent + 1
	if not changed and not always and not answers() then
		return
	end
	if current == plain then
		promote()
	end
	local event = M.pack(payload(number, rows, n, now), M.resource, records, M.costNanos)
	M.trigger('fxprof:frame', event, #event)
	local cost = nanotime() - now
	if cost > 0 then
		packing = packing + cost
	end
end

-- The collector asks for what there is: its file has this number. Late: it knows nothing of this VM.
function M.answer(number, late)
	local now = stamp()
	M.lastSync = now
	early = early > 0 and EARLY or 0
	judged = handed + held()
	M.judge(now, judged, packing)
	if late then
		-- nor any names: the number may be that of another collector's file
		file = -1
	end
	handOver(number, late, now, true)
end

-- The buffer is full before its time.
function M.handOverEarly()
	M.protected(function()
		local now = stamp()
		if now - M.lastSync > 5000000000 then
			-- nobody collects: until somebody does, no entry need try again
			early = early > 0 and MOST or 0
			return
		end
		-- before the first sync no file is known: the next one has all names again
		handOver(file > 0 and file or 0, true, now, early == 0)
		if handed - judged >= MANY then
			judged = handed
			M.judge(now, handed, packing)
		end
	end)
end
