Funds = {}

local JOBS = { 'police', 'ambulance', 'fire', 'mechanic', 'taxi', 'trucking', 'courier', 'towing' }
for i, job in ipairs(JOBS) do
    Funds[i] = { job = job, money = 10000 + i * 500, flow = Util.ring(16, i % 3) }
end

function Funds.find(job)
    for i = 1, #Funds do
        if Funds[i].job == job then return Funds[i] end
    end
end

-- Exponential forecast of each society's cash flow.
function Funds.forecast()
    for i = 1, #Funds do
        local fund = Funds[i]
        local flow, level, trend = fund.flow, 0, 0
        for k = 1, flow.size do
            local value = flow[(flow.head + k - 2) % flow.size + 1]
            local before = level
            level = 0.4 * value + 0.6 * (level + trend)
            trend = 0.3 * (level - before) + 0.7 * trend
        end
        fund.level, fund.trend = level, trend
    end
end
