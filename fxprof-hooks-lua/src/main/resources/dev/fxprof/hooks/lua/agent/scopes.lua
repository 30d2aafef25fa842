-- Regions and functions where a native agent records: their spans are its own, within the entries that it
-- sees. It is told by the natives with which scripts mark scopes for the server's own profiler; of more
-- arguments than the name the server takes no notice.
local M = ...

local GET_CONVAR <const>, ENTER_SCOPE <const>, EXIT_SCOPE <const> = 0x6CCD2564, 0xC795A4A9, 0xB39CA35C
local UNFINISHED <const> = M.UNFINISHED
local Citizen = Citizen

-- Whether an agent records now: it answers for a variable that nobody sets.
local function isThere()
	return (Citizen.InvokeNative(GET_CONVAR, 'fxprof_agent', '', Citizen.ResultAsString()) or '') ~= ''
end

-- Calls that tell it of scopes are counted here.
local offered = M.offered

-- Looks whether an agent has come or gone.
function M.lookForAgent()
	local there = isThere()
	if there ~= M.entriesElsewhere then
		-- the same way to the server; an end without a beginning might end somebody else's scope
		M.callCost = M.callCost > 0 and M.callCost or M.calibrate(isThere, 20)
		M.entriesElsewhere = there
		M.applyStep()
	end
end

-- Begins a scope for a span, which this head belongs to.
function M.enterScope(head, id)
	local fields = M.siteFields
	local at = 5 * (head & 0xFFFFFFFF)
	offered[3] = offered[3] + 1
	Citizen.InvokeNative(ENTER_SCOPE, fields[at - 2], id, fields[at - 4])
end

-- Ends it, by an error or not; nothing happens if its entry has ended before.
function M.exitScope(id, flags)
	offered[3] = offered[3] + 1
	Citizen.InvokeNative(EXIT_SCOPE, id, flags & UNFINISHED ~= 0 and 1 or 0)
end
