-- Packs what was recorded into the payload of a VM frame and hands it over as an event. This is where an
-- agent makes garbage: once a second, not once a span.
local M = ...

local pack, unpack, concat = string.pack, table.unpack, table.concat
-- Records are packed this many at a time.
local PIECE <const> = 200
local VERSION <const> = 1

local whole = '<' .. ('j'):rep(5 * PIECE)
local packing = 0
local file, sent = -1, 0
local handed = 0
local silent = 0

M.spanCost, M.shedStep, M.shedPower = 0, 0, 0

local function packRecords(buffer, used, out)
	local n = #out
	local from = 1
	while from + 5 * PIECE - 1 <= used do
		n = n + 1
		out[n] = pack(whole, unpack(buffer, from, from + 5 * PIECE - 1))
		from = from + 5 * PIECE
	end
	if from <= used then
		out[n + 1] = pack('<' .. ('j'):rep(used - from + 1), unpack(buffer, from, used))
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
	local before, dropped, shed, scheduled, entries = M.counters()
	local buffer, used = M.take()
	local out = { '' }
	local _, count = M.sites()
	out[2] = pack('<I4', count - sent)
	sent = packSites(sent, out)
	out[#out + 1] = pack('<I4', used // 5)
	packRecords(buffer, used, out)
	local rows, n = M.takeTraffic()
	out[#out + 1] = pack('<I4', n)
	out[#out + 1] = rows
	out[1] = pack('<I4i8I8I8I8I4I4i8I4i8i8i8I8s2', VERSION, M.incarnation, before, dropped, shed,
		M.shedStep, M.shedPower, packing, M.spanCost, M.stamp(),
		math.floor(collectgarbage('count') * 1024), scheduled, entries, M.resource)
	M.taken()
	return concat(out)
end

-- Hands over what was recorded; always: also if that is nothing.
function M.handOver(number, always)
	local from = M.nanotime()
	local _, used = M.take()
	local changed = used > 0 or number ~= file or M.hasTraffic()
	silent = changed and 0 or silent + 1
	-- once in five times a VM that rests says how much memory it has
	if not changed and not always and silent % 5 ~= 0 then
		return
	end
	local event = M.pack(payload(number), M.resource, used // 5, M.costNanos)
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
