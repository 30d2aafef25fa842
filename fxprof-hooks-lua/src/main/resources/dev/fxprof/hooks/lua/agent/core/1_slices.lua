-- Records spans: what every entry into a VM runs through. The files of an agent are put together in one
-- chunk, in the order of their names, each in a function of its own with the agent's table as argument;
-- at load time a file uses only what files before it have put there.
--
-- Assumptions: one VM, one thread. Nothing here yields.
-- Guarantees: stamps of a VM are strictly increasing but for steps of the clock, which are recorded;
-- slices nest; an entry allocates nothing once its stack object and its room in the buffer exist.
local M = ...

local running, status = coroutine.running, coroutine.status
local nanotime = M.nanotime

-- Each on a line of its own: Lua takes only the last of several for a constant.
local SLICE <const> = 1 << 32
local LINK <const> = 2 << 32
local STEP <const> = 4 << 32
local CONTINUED <const> = 1 << 36
local UNFINISHED <const> = 1 << 37
local LAST <const> = 1 << 38
-- Of the head of a plain entry: all but its site and its player, who stands from this bit on.
local WHOLE <const> = 1 << 32 | 1 << 38
local PLAYER_SHIFT <const> = 48
local MOST_PLAYER <const> = 0xFFFF
local SITE_MASK <const> = 0xFFFFFFFF
-- Two readings of one clock are the same time up to this difference, a step of the clock beyond it.
local SAME <const> = 10000
-- In integers, five a record: from here on an outermost entry hands over, and what does not fit is dropped. What
-- waits makes the VM's memory larger, and with it, by Lua's rule, what the script may leave behind until that is
-- collected; beyond the processor's nearest caches all of a script's entries feel that.
local SOON <const> = 480
local EARLY <const> = 5 * SOON
local MOST <const> = 5 * 16384

M.SLICE, M.UNFINISHED, M.LAST = SLICE, UNFINISHED, LAST

-- What is known by name, where an entry finds it without a call: sites of handlers, numbers of players,
-- who sends over the network, rows of traffic; heads of plain entries by sender, but for their site; sites of
-- functions that others call by reference.
local handlers, players, nets, rows, senders = {}, {}, {}, {}, {}
local references = setmetatable({}, { __mode = 'k' })
M.handlers, M.players, M.nets, M.rows, M.senders, M.references = handlers, players, nets, rows, senders, references

local buffer, used, early = {}, 0, EARLY
-- Plain entries that have ended, see below, by column: three integers say all of them. One that runs stands
-- behind them.
local heads, starts, stops, plains = {}, {}, {}, 0
local handed, dropped, shed = 0, 0, 0
local last, traced = 0, -1
local spans, entries, scheduled = 0, 0, 0
-- Type and weight of entries that begin now; the gate says whether one is recorded, nil: all are.
local base, gate, muted = SLICE, nil, false
-- What the next coroutine is, if that is no plain entry: its player, the number of the thread.
local player, thread = false, false
-- Whether an entry that begins now is more than a plain one even if it is alone: because of the gate, of what is
-- said of it, or of want of room.
local special = false
-- The stack of the coroutine that runs, or false; those below it have resumed it, one the other.
local current = false
local pool, pooled = {}, 0
-- Stands for an entry that is alone in its VM, has not waited and holds nothing else, which is most of them: it
-- has no stack until somebody needs that. Its coroutine stands in a field: what a function that is old holds in a
-- local of its own, the collector of garbage takes for old too, and keeps it with all that hangs on it.
local plain = { owner = false }
local plainBoundary = 0
local metatable = {}
-- Stacks that are not on the chain: of coroutines without an entry that is recorded, or that yielded
-- past the agent.
local others = setmetatable({}, { __mode = 'k' })

-- Threads that were made and have not begun: the span that made each, and when. What never begins is
-- forgotten with all others once there are too many, and after a step of the clock.
local MOST_CAUSES <const> = 4096
local causes, moments, made = {}, {}, 0

local function forgetCauses() causes, moments, made = {}, {}, 0 end

local function isEarly() return used + 5 * plains >= early end

local function weigh()
	special = gate ~= nil or player ~= false or thread ~= false or isEarly()
end

local function put(head, id, start, stop, extra)
	local n = used
	if n + 5 * plains >= MOST then
		dropped = dropped + 1
		return
	end
	buffer[n + 1] = head
	buffer[n + 2] = id
	buffer[n + 3] = start
	buffer[n + 4] = stop
	buffer[n + 5] = extra
	used = n + 5
end
M.put = put

-- The head of a plain entry that this player causes, but for its site; nil if his number does not fit.
function M.headOf(number)
	return number >= 0 and number <= MOST_PLAYER and WHOLE | number << PLAYER_SHIFT or nil
end

local function newStack()
	return setmetatable({ head = 0, id = 0, start = 0, player = 0, co = false, under = false, top = 0,
		recorded = 0, off = false, leaf = false, leafId = 0, leafStart = 0, boundary = 0 }, metatable)
end

-- A stack from the pool, or a new one.
local function stack()
	local s = pool[pooled]
	if s then
		pooled = pooled - 1
		return s
	end
	return newStack()
end

-- Gives the plain entry that runs its stack.
local function promote()
	local s, head = stack(), heads[plains + 1]
	spans = spans + 1
	s.id, s.head, s.start = spans, head & SITE_MASK | SLICE, starts[plains + 1]
	s.co, s.boundary, s.under, s.player = plain.owner, plainBoundary, false, head >> PLAYER_SHIFT
	current, plainBoundary = s, 0
end

-- Plain entries become records: what is recorded after them needs to stand behind them.
local function spill()
	local n = plains
	plains = 0
	for i = 1, n do
		local head = heads[i]
		spans = spans + 1
		put(head & SITE_MASK | WHOLE, spans, starts[i], stops[i], head >> PLAYER_SHIFT)
	end
end

-- Ends the slices of a stack, innermost first, each a nanosecond after the other; gives the last end.
local function endSlices(s, t, inner, own)
	if s.leaf then
		put(s.leaf | LAST | UNFINISHED, s.leafId, s.leafStart, t, s.player)
		s.leaf = false
		t = t + 1
	end
	for at = 4 * s.top, 4, -4 do
		if s[at - 2] ~= 0 then
			if s[at - 1] then
				put(s[at - 3] | inner, s[at - 2], s[at - 1], t, s.player)
			else
				M.exitScope(s[at - 2], inner)
			end
			s[at - 3] = s[at - 3] | CONTINUED
			t = t + 1
		end
	end
	if s.id ~= 0 then
		put(s.head | own, s.id, s.start, t, s.player)
		s.head = s.head | CONTINUED
		t = t + 1
	end
	return t - 1
end

local function beginSlices(s, t)
	s.start = t
	for at = 4, 4 * s.top, 4 do
		t = t + 1
		s[at - 1] = t
		if M.entriesElsewhere and s[at - 2] ~= 0 then
			s[at - 1] = false
			M.enterScope(s[at - 3], s[at - 2])
		end
	end
	return t
end

local function beginChain(s, t)
	return beginSlices(s, (s.under and beginChain(s.under, t) or t) + 1)
end

-- The clock did not go on: the same reading twice, or it was set back. Then all open slices end on the
-- old time and go on in the new one.
local function disturbed(t)
	if last - t < SAME then
		return last + 1
	end
	if current == plain then
		promote()
	end
	local s = current
	while s do
		last, s = endSlices(s, last + 1, 0, 0), s.under
	end
	spill()
	put(STEP, 0, last, t, 0)
	forgetCauses()
	last = t
	if current then
		last = beginChain(current, t)
	end
	return last + 1
end

local function stamp()
	local t = nanotime()
	if t <= last then
		t = disturbed(t)
	end
	last = t
	return t
end
M.stamp = stamp

