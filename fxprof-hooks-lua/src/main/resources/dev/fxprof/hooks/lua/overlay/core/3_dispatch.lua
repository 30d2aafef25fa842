-- What the patched scheduler calls around every entry, see docs/fxserver.md. Goes on in the scope of the
-- agent's core: on this way a table's field in the place of a local is felt. Each of these runs in the
-- server's own code: it must not fail, and costs a script only time.

local live, counting = false, false
local own = {}
-- Kinds of traffic, see traffic.lua.
local RECEIVED <const>, LATENT <const> = 0, 2
-- One entry in so many says when the server came in, and counts for all: the clock is dear.
local SAMPLED <const> = 8
local turn, entered = 0, false
-- The next coroutine, if that is known: its site, its player, the number of the thread that it is or false.
M.announced = false
local player, thread = 0, false

M.live = function(is, records)
	live, counting = is, records
end

function M.listen(events)
	own = events
end

local function arrive()
	turn = turn + 1
	if turn == SAMPLED then
		turn, entered = 0, stamp()
	else
		entered = false
	end
end

-- An event enters the VM; true if it is one of the agent's own.
function M.event(name, payload, from)
	if own[name] and M.own(name, payload, from) then
		return true
	end
	-- a native agent counts what comes itself
	if live then
		arrive()
		local net = nets[from]
		if net == nil then
			M.playerOf(from)
			net = nets[from]
		end
		if net then
			local row = rows[RECEIVED][name]
			if row then
				row[1] = row[1] + 1
				row[2] = row[2] + #payload
			else
				M.traffic(RECEIVED, name, #payload, 1)
			end
		end
	end
	return false
end

-- The next coroutine handles this event.
function M.handler(name, fn, from)
	if live then
		local functions = handlers[name]
		M.announced = functions and functions[fn] or M.protected(M.handlerSite, name, fn) or false
		player = players[from] or M.playerOf(from)
	end
end

-- The next coroutine is a call of this function by reference.
function M.ref(fn)
	if live then
		M.announced = M.protected(M.refSite, fn) or false
		player = 0
		arrive()
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
	local site = live and M.protected(M.threadSite, fn)
	if site then
		M.announced, player, entered, thread = site, 0, false, boundary
	end
end

local function begin(site, co, boundary)
	local s = enter(site, player, co, boundary)
	local cause = thread and causes[thread]
	if cause then
		if s then
			put(LINK, s.id, moments[thread], s.start, cause)
		end
		causes[thread], moments[thread] = nil, nil
		made = made - 1
	end
	thread = false
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

-- Ends the plain entry. The end is stamped last, so that what this costs lies within the span, where its
-- caller sees it too.
local function leavePlain()
	local b, n = buffer, used
	if n >= early then
		return leave(plainBoundary)
	end
	spans = spans + 1
	b[n + 1] = plainHead | LAST
	b[n + 2] = spans
	b[n + 3] = plainStart
	b[n + 5] = plainPlayer
	local t = nanotime()
	if t <= last then
		if last - t >= SAME then
			-- the clock was set back
			spans = spans - 1
			return leave(plainBoundary)
		end
		t = last + 1
	end
	last = t
	b[n + 4] = t
	used = n + 5
	current = false
end

-- The scheduler's time from a stamp to the last one, unless the clock was set back in between.
local function bill(from)
	if last > from then
		scheduled = scheduled + SAMPLED * (last - from)
	end
end

-- What the scheduler calls where a coroutine begins, and where it ends unless by an error; so an entry needs
-- no frame of its own on the stack of each new coroutine, which is dear there.
function M.boundary(submit)
	return function(boundary, co)
		if not co then
			submit(boundary, nil)
			if current == plain and plainBoundary == boundary then
				return leavePlain()
			end
			return leave(boundary)
		end
		local site = M.announced
		if site then
			M.announced = false
			if current or gate or thread then
				begin(site, co, boundary)
			else
				local t = nanotime()
				if t <= last then
					t = disturbed(t)
				end
				last = t
				plainHead, plainStart, plainPlayer = site | base, t, player
				plainCo, plainBoundary, current = co, boundary, plain
			end
			if entered then
				entries = entries + SAMPLED
				bill(entered)
			end
		end
		return submit(boundary, co)
	end
end


-- The coroutine that was announced has ended or waits.
function M.left()
	M.announced = false
	if current then
		M.mend()
	end
	if entered then
		local ended = last
		stamp()
		bill(ended)
		entered = false
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

-- Something is about to be sent, see traffic.lua.
function M.sent(what, name, to, size)
	if not counting then
		return
	end
	local row = rows[what][name]
	if row and targets[to] then
		row[1] = row[1] + 1
		row[2] = row[2] + size
		return
	end
	if what <= LATENT then
		target(to)
	end
	M.protected(M.send, what, name, to, size)
end
