-- What is left out when recording costs more than it may. Every step is announced in the frames and what
-- it leaves out is counted: 1 natives and functions, 2 regions, 3 one entry in 2^n, 4 all but counts.
local M = ...

local MOST_POWER <const> = 10
-- Detail comes back when it would have fit this often in a row, into this share of what is allowed.
local CALM <const>, SHARE <const> = 3, 0.7
local SECOND <const> = 1000000000
local floor = math.floor

local offered = M.offered

-- Nanoseconds a second that recording may cost in this VM; the collector divides the budget.
M.allowance = 10000000
-- What recording cost in the last second, as far as it is known.
M.costNanos = 0

local entered, skipped, mask = 0, 0, 0
local calm = 0
-- When that was, and what there was by then: records, nanoseconds of packing, and what M.offered has.
local since, last = 0, { 0, 0, 0, 0, 0 }

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

-- Looks back at the time since the last look, and chooses the step for what comes. Records: how many there
-- were so far; packing: the nanoseconds of all hand-overs.
function M.judge(now, records, packing)
	local passed = now - since
	if passed < 100000000 and passed >= 0 then
		return
	end
	local before = last
	local leaves, regions, told = offered[1], offered[2], offered[3]
	local new, spent = records - before[1], packing - before[2]
	local inner, named, calls = leaves - before[3], regions - before[4], told - before[5]
	before[1], before[2], before[3], before[4], before[5] = records, packing, leaves, regions, told
	local first = since == 0 or passed < 0
	since = now
	local missed = skipped
	skipped = 0
	if first then
		return
	end
	local scale, spanCost, callCost = SECOND / passed, M.spanCost, M.callCost
	M.costNanos = floor((new * spanCost + spent + calls * callCost) * scale)
	local each = spanCost + (new > 0 and math.min(spent / new, spanCost) or 0)
	local eachRegion = M.entriesElsewhere and 2 * callCost or each
	if M.shedStep == 0 and (new * each + named * eachRegion) * scale <= M.allowance then
		-- nothing is left out, nor need it be: the usual case
		calm = 0
		return
	end
	local recordedInner = (M.shedStep < 1 and inner or 0) + (M.shedStep < 2 and named or 0)
	local outer = math.max(0, new - recordedInner) + missed
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
