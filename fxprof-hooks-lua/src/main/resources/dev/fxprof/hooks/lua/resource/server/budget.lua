-- Divides what recording may cost among the agents: whoever needs less than an equal part gets what he
-- needs, the rest is shared by those who need more.
local settings = Fxprof.settings

local Budget = { step = {}, costNanos = 0 }
Fxprof.Budget = Budget

-- Nanoseconds a second for all together: a share of a tick is the same share of a second.
local total = math.floor(settings.budgetPercent / 100 * 1000000000)
local costs = {}

-- What an agent says it costs, nanoseconds a second.
function Budget.report(resource, nanos)
	costs[resource] = nanos
end

function Budget.forget(resource)
	costs[resource] = nil
end

-- The most that one agent may cost.
function Budget.allowance()
	local sorted, sum = {}, 0
	for _, cost in pairs(costs) do
		sorted[#sorted + 1] = cost
		sum = sum + cost
	end
	Budget.costNanos = sum
	if sum <= total then
		return total
	end
	table.sort(sorted)
	local left = total
	for i, cost in ipairs(sorted) do
		local part = left // (#sorted - i + 1)
		if cost > part then
			return part
		end
		left = left - cost
	end
	return total
end

function Budget.percent()
	return Budget.costNanos / 10000000
end
