-- Frames of the spool, see docs/spool.md.
local pack = string.pack

local Frames = { SESSION = 1, VM = 2, SYNC = 3 }
Fxprof.Frames = Frames

local sequence = 0
local started = false
-- The spans of this VM: one for each sync, and one for each moment that somebody marked.
local COLLECT <const>, THREAD <const>, REGION <const> = 1, 2, 8
local SLICE_LAST <const> = 1 << 32 | 1 << 38
local MOST_MARKS <const> = 1000
local sites, records, sitesSent, siteFile = { { THREAD, 'collect' } }, {}, 0, -1
local marks = {}
local handed, spans = 0, 0

-- Sequence that the next frame gets.
function Frames.next()
	return sequence + 1
end

-- A frame of this type, its sequence, and how many records it holds.
function Frames.make(type, payload, count)
	sequence = sequence + 1
	local length = #payload
	return { sequence = sequence, records = count or 0,
		bytes = pack('<I4I4i8', length, type, sequence) .. payload .. pack('<I4', length) }
end

function Frames.header(file, first)
	return pack('<c8I4I4i8i8', 'FXSPOOL\n', 1, file, Fxprof.session, first)
end

function Frames.session()
	return Frames.make(Frames.SESSION, json.encode({
		agent = Fxprof.VERSION,
		server = GetConvar('version', ''),
		platform = Fxprof.windows and 'windows' or 'linux',
		startedNanos = Fxprof.startedNanos,
		startedMillis = Fxprof.startedMillis,
		epochSeconds = Fxprof.startedSeconds,
		clock = Fxprof.clock,
		settable = Fxprof.settable,
		tickRate = 20,
		resource = Fxprof.NAME,
	}))
end

function Frames.sync(state)
	local wakes = state.wakes
	local n = #wakes
	return Frames.make(Frames.SYNC, pack('<i8i8i8i8I8I8I8I8I4' .. ('i8'):rep(n), state.nanos, state.millis,
		os.time(), state.step, state.records, state.framesDeleted, state.recordsDeleted, state.recordsLost,
		n, table.unpack(wakes, 1, n)))
end

local function record(site, from, to)
	spans = spans + 1
	records[#records + 1] = pack('<i8i8i8i8i8', site | SLICE_LAST, spans, from, to, 0)
end

-- One collection took this long.
function Frames.collected(from, to)
	if to > from then
		record(COLLECT, from, to)
	end
end

-- A moment with a name, as a region of a nanosecond; false if there are too many names.
function Frames.mark(name)
	local site = marks[name]
	if not site then
		if #sites > MOST_MARKS then
			return false
		end
		sites[#sites + 1] = { REGION, name }
		site = #sites
		marks[name] = site
	end
	local now = Fxprof.nanotime()
	record(site, now, now + 1)
	return true
end

-- What this VM recorded, as a frame.
function Frames.own(file)
	if file ~= siteFile then
		siteFile, sitesSent = file, 0
	end
	local out = { pack('<I4i8I8I8I8I4I4i8I4i8i8i8I8s2I4', 1, Fxprof.startedNanos, handed, 0, 0, 0, 0, 0, 0,
		Fxprof.nanotime(), math.floor(collectgarbage('count') * 1024), 0, 0, Fxprof.NAME, #sites - sitesSent) }
	for id = sitesSent + 1, #sites do
		out[#out + 1] = pack('<I4I1I1I4s2s2', id, sites[id][1], 0, 0, sites[id][2], '')
	end
	sitesSent = #sites
	out[#out + 1] = pack('<I4', #records)
	local n = #records
	table.move(records, 1, n, #out + 1, out)
	out[#out + 1] = pack('<I4', 0)
	handed = handed + n
	records = {}
	return Frames.make(Frames.VM, table.concat(out), n)
end
