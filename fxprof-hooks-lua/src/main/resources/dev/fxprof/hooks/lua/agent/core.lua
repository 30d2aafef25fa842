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

local SLICE <const>, STEP <const> = 1 << 32, 4 << 32
local CONTINUED <const>, UNFINISHED <const>, LAST <const> = 1 << 36, 1 << 37, 1 << 38
-- Two readings of one clock are the same time up to this difference, a step of the clock beyond it.
local SAME <const> = 10000
-- In integers, five a record: from here on an outermost entry hands over, and what does not fit is dropped.
local EARLY <const>, MOST <const> = 5 * 8192, 5 * 16384
-- One entry in so many says what the scheduler took around it.
local SAMPLED <const> = 8
M.SAMPLED = SAMPLED

M.SLICE, M.UNFINISHED, M.LAST = SLICE, UNFINISHED, LAST

local buffer, used, early = {}, 0, EARLY
local handed, dropped, shed = 0, 0, 0
local last, traced = 0, -1
local spans, entries, scheduled = 0, 0, 0
-- Type and weight of entries that begin now; the gate says whether one is recorded, nil: all are.
local base, gate, muted = SLICE, nil, false
-- The stack of the coroutine that runs, or false; those below it have resumed it, one the other.
local current = false
local pool, pooled = {}, 0
-- Stacks that are not on the chain: of coroutines without an entry that is recorded, or that yielded
-- past the agent.
local others = setmetatable({}, { __mode = 'k' })

local function put(head, id, start, stop, extra)
	local n = used
	if n >= MOST then
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

-- Ends the slices of a stack, innermost first, each a nanosecond after the other; gives the last end.
local function endSlices(s, t, inner, own)
	if s.leaf then
		put(s.leaf | LAST | UNFINISHED, s.leafId, s.leafStart, t, s.player)
		s.leaf = false
		t = t + 1
	end
	for at = 4 * s.top, 4, -4 do
		if s[at - 2] ~= 0 then
			put(s[at - 3] | inner, s[at - 2], s[at - 1], t, s.player)
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
	local s = current
	while s do
		last, s = endSlices(s, last + 1, 0, 0), s.under
	end
	put(STEP, 0, last, t, 0)
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

-- A coroutine left the stack without a word: it died, or it yielded past the agent.
local function sever(s)
	local dead = status(s.co) == 'dead'
	local t = dead and traced == last and traced + 1 or stamp()
	local flags = dead and LAST | UNFINISHED or 0
	last = endSlices(s, t, flags, flags)
	current = s.under
	s.off = true
	if not dead then
		others[s.co] = s
	end
end

-- What stands on the stack, is not the coroutine that runs, and does not wait for it, is gone.
local function heal(co)
	while current and current.co ~= co and status(current.co) ~= 'normal' do
		sever(current)
	end
end

local function release(s)
	s.co = false
	s.under = false
	s.top, s.recorded = 0, 0
	pooled = pooled + 1
	pool[pooled] = s
end

-- The end of an entry that is not plain.
local function finish(s, err, t, before)
	if s.off then
		return
	end
	local u = current
	while u ~= s do
		if not u then
			return
		end
		u = u.under
	end
	if current ~= s then
		repeat
			sever(current)
		until current == s
		t = stamp()
	elseif err ~= nil and traced == before then
		-- the server has formatted the error's traceback since
		t = traced + 1
	end
	t = endSlices(s, t, LAST | UNFINISHED, err ~= nil and LAST | UNFINISHED or LAST)
	if t > last then
		last = t
	end
	current = s.under
	release(s)
	if not current and used >= early then
		M.handOverEarly()
	end
end

-- The end is stamped last, so that what this costs lies within the span, where its caller sees it too; if
-- the clock was set back meanwhile, all is taken back and done the long way.
local function close(s, err)
	local n = used
	if current ~= s or err ~= nil or n >= early or s.top ~= 0 then
		local before = last
		return finish(s, err, stamp(), before)
	end
	buffer[n + 1] = s.head | LAST
	buffer[n + 2] = s.id
	buffer[n + 3] = s.start
	buffer[n + 5] = s.player
	used = n + 5
	current = s.under
	s.co = false
	pooled = pooled + 1
	pool[pooled] = s
	local t = nanotime()
	if t <= last then
		if last - t >= SAME then
			used, current, pooled, s.co = n, s, pooled - 1, running()
			return finish(s, nil, stamp(), last)
		end
		t = last + 1
	end
	last = t
	buffer[n + 4] = t
end

local metatable = { __close = close }

local function newStack()
	return setmetatable({ head = 0, id = 0, start = 0, player = 0, co = false, under = false, top = 0,
		recorded = 0, off = false, leaf = false, leafId = 0, leafStart = 0 }, metatable)
end

-- Opens the entry of a coroutine and gives what has to be closed with it, or nil if it is not recorded.
-- From: stamp at which the server entered the VM for it, or nil. Every eighth entry has one and counts
-- for all: the clock is most of what an entry costs. T: the clock as the first thing in it, or nil.
function M.open(site, player, from, t)
	t = t or nanotime()
	if gate and not gate() then
		return nil
	end
	if t <= last then
		t = disturbed(t)
	end
	last = t
	local s = pool[pooled] or newStack()
	pooled = pooled > 0 and pooled - 1 or 0
	local co = running()
	if current and current.co ~= co then
		heal(co)
		if t < last then
			t = stamp()
		end
	end
	spans = spans + 1
	s.id = spans
	s.head = site | base
	s.player = player
	s.co = co
	s.under = current
	s.start = t
	if from then
		entries = entries + SAMPLED
		if t > from then
			scheduled = scheduled + SAMPLED * (t - from)
		end
	end
	current = s
	return s
end

-- Back in the server's code after an entry; measured: since its last stamp counts as the scheduler's.
function M.left(measured)
	if current then
		heal(running())
	end
	if measured then
		local before = last
		local t = stamp()
		if t > before then
			scheduled = scheduled + SAMPLED * (t - before)
		end
	end
end

-- The stack of the coroutine that runs if it is on the chain, else nil.
local function active()
	if current then
		local co = running()
		if current.co ~= co then
			heal(co)
		end
		if current and current.co == co then
			return current
		end
	end
	return nil
end
M.active = active

-- Takes the coroutine that runs from the chain, since it is about to yield; gives its stack or nil.
function M.suspend()
	local s = current and active()
	if not s then
		return nil
	end
	local n = used
	if s.top ~= 0 or s.leaf or s.id == 0 or n >= MOST then
		last = endSlices(s, stamp(), 0, 0)
		current, s.off = s.under, true
		return s
	end
	current, s.off = s.under, true
	buffer[n + 1] = s.head
	buffer[n + 2] = s.id
	buffer[n + 3] = s.start
	buffer[n + 5] = s.player
	used = n + 5
	local t = nanotime()
	if t <= last then
		if last - t >= SAME then
			used, current, s.off = n, s, false
			last = endSlices(s, stamp(), 0, 0)
			current, s.off = s.under, true
			return s
		end
		t = last + 1
	end
	last = t
	s.head = s.head | CONTINUED
	buffer[n + 4] = t
	return s
end

-- T: the clock as the first thing after the wait, or nil.
local function resume(s, t)
	if not s or not s.off then
		return
	end
	if muted then
		-- recording was switched off meanwhile: its spans have ended with the slice before
		s.id, s.recorded = 0, 0
		for at = 2, 4 * s.top, 4 do
			s[at] = 0
		end
		others[s.co] = s
		return
	end
	if current then
		heal(s.co)
	end
	if not t or t <= last then
		t = stamp()
	end
	last = t
	s.off = false
	s.under = current
	current = s
	last = beginSlices(s, t)
end
M.resume = resume

-- The stack that holds the regions of the coroutine that runs.
function M.here()
	local s = active()
	if not s then
		local co = running()
		s = others[co]
		if not s then
			s = newStack()
			s.co, s.off = co, true
			others[co] = s
		elseif s.id ~= 0 or s.recorded > 0 then
			resume(s)
		end
	end
	return s
end

-- A coroutine without an entry is on the chain only while it has regions.
function M.retire(s)
	if s.id == 0 and s.recorded == 0 and current == s then
		current, s.off = s.under, true
	end
end

function M.trace() traced = stamp() end

function M.nextSpan() spans = spans + 1 return spans end

-- What was recorded: the buffer, how many integers of it; whoever has packed them calls taken().
function M.take() return buffer, used end

function M.taken() handed, used = handed + used // 5, 0 end

function M.counters() return handed, dropped, shed, scheduled, entries, spans end

-- From now on every outermost entry hands over.
function M.handOverAlways() early = 0 end

function M.countShed() shed = shed + 1 end

-- New: nil, or a function that says whether an entry is recorded; two to the power of weight: how many
-- entries one stands for; silent: nothing is recorded at all.
function M.setGate(new, weight, silent) gate, base, muted = new, SLICE | weight << 40, silent end

-- Leaves everything that is open as it is: nothing of it is recorded any more.
function M.abandon()
	while current do
		current.off = true
		current = current.under
	end
	used = 0
end

-- What was recorded up to now, for rewind.
function M.mark() return { used, spans, dropped, entries, scheduled } end

-- Forgets what was recorded since a mark.
function M.rewind(mark) used, spans, dropped, entries, scheduled = table.unpack(mark) end
