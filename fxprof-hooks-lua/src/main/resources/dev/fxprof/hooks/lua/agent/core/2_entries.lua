-- Entries: the chain of coroutines that run, each with its stack of slices. Goes on in the scope of the file
-- before.

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
	if current == plain then
		promote()
	end
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
	if not current and isEarly() then
		M.handOverEarly()
	end
end

-- The end is stamped last, so that what this costs lies within the span, where its caller sees it too; if
-- the clock was set back meanwhile, all is taken back and done the long way.
local function close(s, err)
	local n = used
	if current ~= s or err ~= nil or s.top ~= 0 or isEarly() then
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

metatable.__close = close

-- Opens the entry of a coroutine and gives its stack, or nil if it is not recorded. Boundary: the
-- scheduler's number of it.
local function enter(site, player, co, boundary)
	if gate and not gate() then
		return nil
	end
	if current and current.co ~= co then
		heal(co)
	end
	local t = nanotime()
	if t <= last then
		t = disturbed(t)
	end
	last = t
	local s = stack()
	spans = spans + 1
	s.id, s.head, s.start, s.player = spans, site | base, t, player
	s.co, s.boundary, s.under = co, boundary, current
	current = s
	return s
end

-- The same for the coroutine that runs; what it gives has to be closed.
function M.open(site, player)
	return enter(site, player, running(), 0)
end

-- Ends what died since: whoever hands over needs that.
function M.mend()
	if current then
		heal(running())
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
	if s.top ~= 0 or s.leaf or s.id == 0 or isEarly() then
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
	if s.id ~= 0 and M.entriesElsewhere then
		-- a native agent has come meanwhile: its entry ended with the slice before
		s.id, s.boundary = 0, 0
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

-- The server makes a traceback: the coroutine whose error it is ends here, though nothing else says so.
function M.trace()
	traced = stamp()
	M.mend()
end

function M.nextSpan() spans = spans + 1 return spans end

-- From now on every outermost entry hands over.
function M.handOverAlways()
	early = 0
	weigh()
end

function M.countShed() shed = shed + 1 end

-- New: nil, or a function that says whether an entry is recorded; two to the power of weight: how many
-- entries one stands for; silent: nothing is recorded at all.
function M.setGate(new, weight, silent)
	gate, base, muted = new, SLICE | weight << 40, silent
	weigh()
end

-- Leaves everything that is open as it is: nothing of it is recorded any more.
function M.abandon()
	current, plainBoundary = current ~= plain and current, 0
	while current do
		current.off = true
		current = current.under
	end
	used, plains = 0, 0
end

-- What was recorded up to now, for rewind.
function M.mark() return { used, plains, spans, dropped, entries, scheduled } end

-- Forgets what was recorded since a mark.
function M.rewind(mark) used, plains, spans, dropped, entries, scheduled = table.unpack(mark) end
