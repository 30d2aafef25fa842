-- Spans inside of an entry: regions that a script begins and ends by name, functions, natives.
local M = ...

local put, stamp, active, here, resume = M.put, M.stamp, M.active, M.here, M.resume
local SLICE <const>, WEIGHT <const> = M.SLICE, 31 << 40
local CONTINUED <const>, UNFINISHED <const>, LAST <const> = 1 << 36, M.UNFINISHED, M.LAST
local move = table.move

-- What overload and options leave out: natives and functions, regions.
local noLeaves, noRegions = false, false
local offered = M.offered

function M.leaveOut(leaves, regions)
	noLeaves, noRegions = leaves, regions
end

-- Begins a slice of the span at this place; its start is false where a native agent has it.
local function begin(s, at)
	if s[at - 2] == 0 then
		s[at - 1] = 0
	elseif M.entriesElsewhere then
		s[at - 1] = false
		M.enterScope(s[at - 3], s[at - 2])
	else
		s[at - 1] = stamp()
	end
end

local function finish(s, at, flags)
	if s[at - 1] then
		put(s[at - 3] | flags, s[at - 2], s[at - 1], stamp(), s.player)
	else
		M.exitScope(s[at - 2], flags)
	end
end

-- Begins a span in this stack. Name: false for a function.
local function push(s, site, name, recorded)
	local id = 0
	if recorded then
		if s.off then
			resume(s)
		end
		if not s.off then
			id = M.nextSpan()
			s.recorded = s.recorded + 1
		end
	end
	local at = 4 * s.top + 4
	s[at - 3] = site | (s.head & WEIGHT) | SLICE
	s[at - 2] = id
	s[at] = name
	begin(s, at)
	s.top = s.top + 1
end

-- Ends the span at this place; those above it go on, in another slice.
local function pop(s, place, flags)
	local at, top = 4 * place, 4 * s.top
	if not s.off then
		for i = top, at + 4, -4 do
			if s[i - 2] ~= 0 then
				finish(s, i, 0)
				s[i - 3] = s[i - 3] | CONTINUED
			end
		end
		if s[at - 2] ~= 0 then
			finish(s, at, LAST | flags)
			s.recorded = s.recorded - 1
		end
	end
	if top > at then
		move(s, at + 1, top, at - 3)
	end
	s.top = s.top - 1
	if not s.off then
		for i = at, top - 4, 4 do
			begin(s, i)
		end
		M.retire(s)
	end
end

-- The place of the innermost region, or nil.
local function innermost(s)
	for place = s.top, 1, -1 do
		if s[4 * place] then
			return place
		end
	end
	return nil
end

-- Regions that somebody switched off, by name.
local switchedOff = {}

function M.switchRegion(name, on)
	if type(name) == 'string' then
		switchedOff[name] = on == false or nil
	end
end

function M.beginRegion(name)
	local s = here()
	local recorded = M.records and not switchedOff[name]
	if recorded then
		offered[2] = offered[2] + 1
		if noRegions then
			recorded = false
			M.countShed()
		end
	end
	push(s, recorded and M.site(M.REGION, 0, name, '', 0) or 0, name, recorded)
end

-- Ends a region; gives nil, or why it cannot.
function M.endRegion(name)
	local s = here()
	local place = innermost(s)
	if not place then
		return ('Profiler.End("%s"): no region is open'):format(name)
	end
	local open = s[4 * place]
	if open ~= name then
		return ('Profiler.End("%s"): the innermost open region is "%s"'):format(name, open)
	end
	pop(s, place, 0)
	return nil
end

-- The stack of the coroutine that runs, with an entry around it or where a native agent has that; or nil.
local function within()
	return M.entriesElsewhere and M.records and here() or active()
end

-- How many spans are open in the coroutine that runs, for closeRegions().
function M.openRegions()
	local s = within()
	return s, s and s.top or 0
end

-- An error was caught: closes the regions begun since. Functions close themselves.
function M.closeRegions(s, top)
	if active() ~= s then
		return
	end
	for place = s.top, top + 1, -1 do
		if s[4 * place] then
			pop(s, place, UNFINISHED)
		end
	end
end

local function closeFunction(_, err)
	local s = active()
	if not s then
		return
	end
	for place = s.top, 1, -1 do
		if s[4 * place] == false then
			return pop(s, place, err ~= nil and UNFINISHED or 0)
		end
	end
end

local functionGuard = setmetatable({}, { __close = closeFunction })

-- Runs a function as a span of the entry that runs.
function M.call(site, fn, ...)
	local s = within()
	if not s then
		return fn(...)
	end
	offered[1] = offered[1] + 1
	if noLeaves then
		M.countShed()
		return fn(...)
	end
	push(s, site, false, true)
	local _ <close> = functionGuard
	return fn(...)
end

local function closeNative(s, err)
	local t, head = stamp(), s.leaf
	if head then
		s.leaf = false
		put(head | LAST | (err ~= nil and UNFINISHED or 0), s.leafId, s.leafStart, t, s.player)
	end
end

local nativeGuard = setmetatable({}, { __close = function(_, err)
	local s = active()
	if s then
		closeNative(s, err)
	end
end })

local natives = {}

-- Calls a native and records it, if an entry is: a native calls back only in coroutines of their own. A
-- native agent sees natives itself.
function M.native(name, fn, ...)
	local s = active()
	if not s or s.leaf or not M.records or M.entriesElsewhere then
		return fn(...)
	end
	offered[1] = offered[1] + 1
	if noLeaves then
		M.countShed()
		return fn(...)
	end
	local site = natives[name]
	if not site then
		site = M.site(M.NATIVE, 1, name, '', 0)
		natives[name] = site
	end
	s.leafId = M.nextSpan()
	s.leafStart = stamp()
	s.leaf = site | (s.head & WEIGHT) | SLICE
	local _ <close> = nativeGuard
	return fn(...)
end
