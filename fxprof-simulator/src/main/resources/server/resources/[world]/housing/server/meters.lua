Meters = { homes = {} }

function Meters.install(rows)
    for i, row in ipairs(rows) do
        local loads = {}
        for a = 1, HousingConfig.appliances do loads[a] = (i * a) % 9 * 0.1 end
        Meters.homes[i] = { id = row.id, rent = row.rent, tier = row.tier, loads = loads, kwh = 0 }
    end
end

-- Reads every appliance of every home.
function Meters.read()
    local homes, peak = Meters.homes, 0
    for i = 1, #homes do
        local home = homes[i]
        local loads, sum = home.loads, 0
        for a = 1, #loads do sum = sum + loads[a] end
        home.kwh = home.kwh + sum / 72000
        if home.kwh > 500 then home.kwh = 0 end
        if sum > peak then peak = sum end
    end
    return peak
end
