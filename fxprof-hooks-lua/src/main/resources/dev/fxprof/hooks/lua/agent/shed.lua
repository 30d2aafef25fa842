-- What is left out when recording costs more than it may. Every step is announced in the frames and what
-- it leaves out is counted: 1 natives and functions, 2 regions, 3 one entry in 2^n, 4 all but counts.
local M = ...

local MOST_POWER <const> = 10
-- Detail comes back when it would have fit this often in a row, into this share of what is allowed.
local CALM <const>, SHARE <const> = 3, 0.7
local SECOND <const> = 1000000000

-- Nanoseconds a second that recording may cost in this VM; the collector divides the budget.
M.allowance = 10000000
-- What recording cost in the last second, as far as it is known.
M.costNanos = 0

local entered, skipped, mask = 0, 0, 0
local calm = 0
local since, last = 0, { records = 0, leaves = 0, regions = 0, packing = 0, told = 0 }

local function never()
	return false
end

local function sampled()
	entered = entered + 1
	if entered & mask == 0 then
		return true
	end
	skipped = skipped + 1
	M.countShed()
	return false
end

local function counted()
	skipped = skipped + 1
	M.countShed()
	return false
end

-- Sets what is left out, by the step and by what is recorded at all.
function M.applyStep()
	local step, power = M.shedStep, M.shedPower
	M.leaveOut(step >= 1, step >= 2)
	if M.failed or not M.records then
		M.setGate(never, 0, true)
	elseif M.entriesElsewhere then
		M.setGate(never, 0, false)
	elseif step == 4 then
		M.setGate(counted, 0, false)
	elseif step == 3 then
		mask = (1 << power) - 1
		M.setGate(sampled, power, false)
	else
		M.setGate(nil, 0, false)
	end
	-- those who prepare entries: whether it is worth it now, and whether anything is recorded
	M.live(M.records and not M.entriesElsewhere, M.records)
end

-- The first step at which this many nanoseconds a second fit.
local function fitting(outer, leaves, regions, allowed)
	if outer + leaves + regions <= allowed then
		return 0, 0
	elseif outer + regions <= allowed then
		return 1, 0
	elseif outer <= allowed then
		return 2, 0
	end
	for power = 1, MOST_POWER do
		if outer / (1 << power) <= allowed then
			return 3, power
		end
	end
	return 4, 0
end

-- Whether a step leaves out more than the one that is in force.
local function harder(step, power)
	return step > M.shedStep or step == M.shedStep and power > M.shedPower
end

local function choose(outer, leaves, regions)
	local step, power = fitting(outer, leaves, regions, M.allowance)
	if harder(step, power) then
		calm = 0
		return step, power
	end
	step, power = fitting(outer, leaves, regions, M.allowance * SHARE)
	if harder(step, power) or step == M.shedStep and power == M.shedPower then
		calm = 0
		return nil
	end
	calm = calm + 1
	if calm < CALM then
		return nil
	end
	calm = 0
	return step, power
end

-- Looks back at the time since the last look, and chooses the step for what comes.
function M.judge()
	local now = M.stamp()
	local passed = now - since
	if passed < 100000000 and passed >= 0 then
		return
	end
	local handed = M.counters()
	local leaves, regions = M.offered()
	local records, packing = handed + M.held(), M.packingNanos()
	local new, spent = records - last.records, packing - last.packing
	local inner, named = leaves - last.leaves, regions - last.regions
	local told, callCost = M.told()
	local calls = told - last.told
	last.records, last.packing, last.leaves, last.regions = records, packing, leaves, regions
	last.told = told
	local first = since == 0 or passed < 0
	since = now
	local missed = skipped
	skipped = 0
	if first then
		return
	end
	local scale = SECOND / passed
	M.costNanos = math.floor((new * M.spanCost + spent + calls * callCost) * scale)
	local recordedInner = (M.shedStep < 1 and inner or 0) + (M.shedStep < 2 and named or 0)
	local outer = math.max(0, new - recordedInner) + missed
	local each = M.spanCost + (new > 0 and math.min(spent / new, M.spanCost) or 0)
	local eachRegion = M.entriesElsewhere and 2 * callCost or each
	local step, power = choose(outer * each * scale, inner * each * scale, named * eachRegion * scale)
	if step then
		M.shedStep, M.shedPower = step, power
		M.applyStep()
	end
end

-- Nothing happened until now.
function M.passOver(now)
	since = now
end

-- Runs an entry many times, forgets what it recorded, and gives the nanoseconds of one.
function M.calibrate(entry, repeats)
	local mark = M.mark()
	local best = math.maxinteger
	for _ = 1, 5 do
		local from = M.nanotime()
		for _ = 1, repeats do
			entry()
		end
		local cost = (M.nanotime() - from) // repeats
		if cost >= 0 and cost < best then
			best = cost
		end
		M.rewind(mark)
	end
	return best < math.maxinteger and best or 0
end
