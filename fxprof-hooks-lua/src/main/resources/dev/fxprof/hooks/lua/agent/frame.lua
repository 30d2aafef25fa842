-- Packs what was recorded into the payload of a VM frame and hands it over as an event. This is where an
-- agent makes garbage: once a second, not once a span.
local M = ...

local pack, unpack, concat = string.pack, table.unpack, table.concat
-- Integers are packed this many at a time.
local PIECE <const> = 1000
local VERSION <const> = 2

local whole = '<' .. ('j'):rep(PIECE)
local packing = 0
local file, sent = -1, 0
local handed = 0
-- Syncs in a row without anything to say. To some of them a VM that rests answers, so that whoever looks
-- knows what it costs now, and that it is there.
local silent = 0
local FIRST <const> = 2
local EVERY <const> = 30

M.spanCost, M.shedStep, M.shedPower = 0, 0, 0

local function packIntegers(integers, count, out)
	local n = #out
	local from = 1
	while from + PIECE - 1 <= count do
		n = n + 1
		out[n] = pack(whole, unpack(integers, from, from + PIECE - 1))
		from = from + PIECE
	end
	if from <= count then
		out[n + 1] = pack('<' .. ('j'):rep(count - from + 1), unpack(integers, from, count))
	end
end

local function packSites(from, out)
	local fields, count = M.sites()
	for id = from + 1, count do
		local at = 5 * id
		out[#out + 1] = pack('<I4I1I1I4s2s2', id, fields[at - 4], fields[at - 3],
			math.max(fields[at], 0), fields[at - 2], fields[at - 1])
	end
	return count
end

-- The payload of a frame for the file with this number; everything recorded is in it.
local function payload(number)
	if number ~= file then
		file, sent = number, 0
	end
	local buffer, used, columns, plains = M.take()
	local before, dropped, shed, scheduled, entries = M.counters()
	local out = { '' }
	local _, count = M.sites()
	out[2] = pack('<I4', count - sent)
	sent = packSites(sent, out)
	out[#out + 1] = pack('<I4', used // 5)
	packIntegers(buffer, used, out)
	out[#out + 1] = pack('<I4', plains)
	for i = 1, 3 do
		packIntegers(columns[i], plains, out)
	end
	local rows, n = M.takeTraffic()
	out[#out + 1] = pack('<I4', n)
	out[#out + 1] = rows
	out[1] = pack('<I4i8I8I8I8I4I4i8I4i8i8i8I8s2', VERSION, M.incarnation, before, dropped, shed,
		M.shedStep, M.shedPower, packing, M.spanCost, M.stamp(),
		math.floor(collectgarbage('count') * 1024), scheduled, entries, M.resource)
	M.taken()
	return concat(out)
end

local function answers() return silent % EVERY == FIRST end

-- Whether nothing has happened since the last sync, nor since the one before, and that needs no answer.
function M.rest()
	-- what a native agent is told of leaves no records here, but costs
	if silent == 0 or M.shedStep > 0 or M.entriesElsewhere or not M.idle() or M.hasTraffic() then
		return false
	end
	silent = silent + 1
	if answers() then
		silent = silent - 1
		return false
	end
	return true
end

-- Hands over what was recorded; always: also if that is nothing.
function M.handOver(number, always)
	local from = M.nanotime()
	local records = M.held()
	local changed = records > 0 or number ~= file or M.hasTraffic()
	silent = changed and 0 or silent + 1
	if not changed and not always and not answers() then
		return
	end
	local event = M.pack(payload(number), M.resource, records, M.costNanos)
	M.trigger('fxprof:frame', event, #event)
	local cost = M.nanotime() - from
	if cost > 0 then
		packing = packing + cost
	end
end

-- The buffer is full before its time.
function M.handOverEarly()
	M.protected(function()
		if M.stamp() - M.lastSync > 5000000000 then
			return
		end
		-- before the first sync no file is known: the next one has all names again
		M.handOver(math.max(file, 0), true)
		M.judge()
	end)
end

function M.packingNanos()
	return packing
end
