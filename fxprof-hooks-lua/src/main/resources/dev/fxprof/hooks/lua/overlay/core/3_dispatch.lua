-- What the patched scheduler calls around every entry, see docs/fxserver.md. Goes on in the scope of the
-- agent's core: on this way a table's field in the place of a local is felt. Each of these runs in the
-- server's own code: it must not fail, and costs a script only time.

local live, counting = false, false
local own = {}
-- Kinds of traffic, see traffic.lua.
local RECEIVED <const> = 0
local LATENT <const> = 2
-- One entry in so many says when the server came in, and counts for all: the clock is dear. A prime, since what
-- comes in turns would else be always seen or never.
local SAMPLED <const> = 17
-- When the server came in, and whether it is to be seen when it goes out; of those entries. How many
-- come until the next.
local entered, leaving, turn = false, false, SAMPLED
-- The head of the next coroutine's entry, if that is known: the patched scheduler looks here too.
local announced = { false }
M.announced = announced
-- What the usual entry finds all in with one look each: empty tables where nothing is recorded, so that it need not
-- ask for that too.
local nothing <const> = { [0] = {}, {}, {}, {}, {} }
local known, received, sends = {}, {}, nothing
local isyieldable = coroutine.isyieldable

M.live = function(is, records)
	live, counting = is, records
	known = is and handlers or {}
	sends = records and rows or nothing
	received = is and rows[RECEIVED] or nothing[RECEIVED]
end

function M.listen(events)
	own = events
end

-- An event of the agent's own, one from this server, or the first of its name.
local function unusual(name, payload, from)
	local handle = own[name]
	if handle and M.own(name, handle, payload, from) then
		return true
	end
	-- a native agent counts what comes itself
	if live then
		turn = turn - 1
		if turn == 0 then
			entered, turn = stamp(), SAMPLED
		elseif entered then
			entered = false
		end
		if nets[from] == nil then
			M.playerOf(from)
		end
		if nets[from] then
			M.traffic(RECEIVED, name, #payload, 1)
		end
	end
	return false
end

-- An event enters the VM; true if it is one of the agent's own. Whether it is sampled stands here and in M.ref() in
-- place of a call, which would be felt.
function M.event(name, payload, from)
	local row = received[name]
	if not row or not nets[from] then
		return unusual(name, payload, from)
	end
	row[1] = row[1] + 1
	row[2] = row[2] + #payload
	turn = turn - 1
	if turn == 0 then
		entered, turn = stamp(), SAMPLED
	elseif entered then
		-- nobody handled what came then
		entered = false
	end
	return false
end

-- The next coroutine is no plain entry.
local function announce(site, who, number)
	if site then
		announced[1], player, thread, special = site | WHOLE, who, number, true
	end
end

-- The next coroutine handles this event.
function M.handler(name, fn, from)
	local functions, head = known[name], senders[from]
	local site = functions and functions[fn]
	if site and head then
		announced[1] = head | site
	elseif live then
		announce(M.protected(M.handlerSite, name, fn), M.playerOf(from), false)
	end
end

-- The next coroutine is a call of this function by reference.
function M.ref(fn)
	if live then
		local site = references[fn] or M.protected(M.refSite, fn)
		announced[1] = site and site | WHOLE or false
		turn = turn - 1
		if turn == 0 then
			entered, turn = stamp(), SAMPLED
		elseif entered then
			entered = false
		end
	end
end

-- The coroutine that runs makes a thread: nobody has announced what begins later.
function M.created(boundary)
	local s = live and current and active()
	if s and s.id ~= 0 then
		if made >= MOST_CAUSES then
			forgetCauses()
		end
		causes[boundary], moments[boundary] = s.id, stamp()
		made = made + 1
	end
end

-- Nobody has announced the coroutine that begins with this function.
function M.thread(fn, boundary)
	if live then
		entered = false
		announce(M.protected(M.threadSite, fn), 0, boundary)
	end
end

-- An entry that is more than a plain one.
local function begin(head, co, boundary)
	local s = enter(head & SITE_MASK, player or head >> PLAYER_SHIFT, co, boundary)
	local cause = thread and causes[thread]
	if cause then
		if s then
			put(LINK, s.id, moments[thread], s.start, cause)
		end
		causes[thread], moments[thread] = nil, nil
		made = made - 1
	end
	player, thread = false, false
	weigh()
end

-- The coroutine with this number has ended, and is not a plain entry.
local function leave(boundary)
	if current == plain then
		promote()
	end
	local s = current
	while s and s.boundary ~= boundary do
		s = s.under
	end
	if not s then
		return
	elseif s == current then
		close(s, nil)
	else
		finish(s, nil, stamp(), last)
	end
end

-- The scheduler's time from a stamp to the last one, unless the clock was set back in between.
local function bill(from)
	if last > from then
		scheduled = scheduled + SAMPLED * (last - from)
	end
end

-- The entry that begins has been seen to come in. One that is left out has no stamps: its time would be taken for
-- the scheduler's.
local function billEntry()
	if current then
		entries = entries + SAMPLED
		bill(entered)
		leaving = true
	end
	entered = false
end

-- What the scheduler calls where a coroutine begins, and where it ends unless by an error; so an entry needs
-- no frame of its own on the stack of each new coroutine, which is dear there. A plain entry begins and ends
-- here without another call, and by single assignments, since those take fewer instructions. Its end is stamped
-- last, so that what this costs lies within the span, where its caller sees it too.
function M.boundary(submit)
	return function(boundary, co)
		if co then
			local head = announced[1]
			if head then
				announced[1] = false
				if current or special then
					begin(head, co, boundary)
				else
					local t, i = nanotime(), plains + 1
					if t <= last then
						t = disturbed(t)
						i = plains + 1
					end
					last = t
					heads[i] = head
					starts[i] = t
					plain.owner = co
					plainBoundary = boundary
					current = plain
				end
				if entered then
					billEntry()
				end
			end
			return submit(boundary, co)
		end
		submit(boundary, nil)
		if plainBoundary ~= boundary then
			return leave(boundary)
		end
		local t, i = nanotime(), plains + 1
		if t <= last then
			if last - t >= SAME then
				-- the clock was set back
				return leave(boundary)
			end
			t = last + 1
		end
		last = t
		stops[i] = t
		plains = i
		current = false
		if i & 31 == 0 and i >= SOON then
			weigh()
		end
	end
end

-- The coroutine that was announced has ended or waits, and something of it is left to do.
local function leftOver()
	if current then
		M.mend()
	end
	if leaving then
		local ended = last
		stamp()
		bill(ended)
		leaving = false
		if not current and isEarly() then
			M.handOverEarly()
			weigh()
		end
	end
end

-- The coroutine that was announced has ended or waits.
function M.left()
	if current or leaving then
		leftOver()
	end
end

-- A function that yields, such as Wait: the coroutine's spans rest meanwhile. Threads that wake in every tick
-- find all that was cached of them gone, so what they usually need stands here in one piece; the rest is as in
-- suspend() and resume().
function M.wait(original)
	local function back(s, ...)
		local t = nanotime()
		if current or not live or s.top ~= 0 or t <= last then
			resume(s, t)
		else
			last, current = t, s
			s.off, s.start, s.under = false, t, false
		end
		return ...
	end

	return function(...)
		local s = current
		if not s or not isyieldable() then
			return original(...)
		end
		if s.co ~= running() or s.top ~= 0 or s.leaf or s.id == 0 or s.under or isEarly() then
			s = M.suspend()
			if not s then
				return original(...)
			end
			return back(s, original(...))
		end
		local b, n, t = buffer, used, nanotime()
		if t <= last then
			return back(M.suspend(), original(...))
		end
		local head = s.head
		b[n + 1], b[n + 2], b[n + 3], b[n + 4], b[n + 5] = head, s.id, s.start, t, s.player
		s.head, s.off = head | CONTINUED, true
		last, used, current = t, n + 5, false
		return back(s, original(...))
	end
end

-- Players that something was sent to, by what the script gave for them.
local targets, targeted = {}, 0

local function target(to)
	if math.type(to) == 'integer' and to ~= -1 then
		if targeted >= 4096 then
			targets, targeted = {}, 0
		end
		targets[to], targeted = true, targeted + 1
	end
end

local function unusualSend(what, name, to, size)
	if not counting then
		return
	end
	if what <= LATENT then
		target(to)
	end
	M.protected(M.send, what, name, to, size)
end

-- Something is about to be sent, see traffic.lua.
function M.sent(what, name, to, size)
	local row = sends[what][name]
	if not row or not targets[to] then
		return unusualSend(what, name, to, size)
	end
	row[1] = row[1] + 1
	row[2] = row[2] + size
end
