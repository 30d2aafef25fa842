-- Lua collects young garbage once there is so much of it in proportion to a VM's memory, which is larger by the
-- agent. In a small VM that would let twice as much pile up, beyond the processor's nearest caches, and every entry
-- of a script would pay for it: so the share is lowered to what makes the same amount. Where a script sets the
-- collector itself, it stays as the script says.
local M = ...

local collect = collectgarbage
-- Kilobytes that the overlay's agent takes in a VM that has begun to record, see OverlayMemoryIT.
local OWN <const> = 140
-- Percent, as in the server and in Lua itself.
local SHARE <const> = 20
local LEAST <const> = 5

-- Percent now; false: it is in the script's hands, or nobody asked for it.
local share = false

local function kept(...)
	if share and share ~= SHARE then
		-- what the script does not set is as it would be without the agent
		collect('generational', SHARE, 0)
	end
	share = false
	return collect(...)
end

function M.keepPace(kilobytes)
	if not share then
		return
	end
	local new = math.max(LEAST, (SHARE * (kilobytes - OWN) / kilobytes + 0.5) // 1 | 0)
	if new ~= share then
		share = new
		collect('generational', new, 0)
	end
end

-- Called before any script runs.
function M.beginToKeepPace()
	share = SHARE
	function collectgarbage(option, ...)
		if option == 'generational' or option == 'incremental' then
			return kept(option, ...)
		end
		return collect(option, ...)
	end
	M.keepPace(collect('count'))
end
