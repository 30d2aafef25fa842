-- The clock of an agent in nanoseconds, the finest that the server has.
local M = ...

local nanotime = os and os.nanotime

M.CLOCK = 'nanotime'
if not nanotime then
	local microtime, timer = os and os.microtime, GetGameTimer
	M.CLOCK = microtime and 'microtime' or 'timer'
	nanotime = microtime and function() return microtime() * 1000 end
		or function() return timer() * 1000000 end
end
M.nanotime = nanotime
