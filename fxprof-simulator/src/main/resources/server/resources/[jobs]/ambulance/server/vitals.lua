Vitals = { charts = Util.byPlayer() }

function Vitals.chart(id)
    local chart = Vitals.charts[id]
    if not chart then
        chart = Util.ring(AmbulanceConfig.samples, 200)
        Vitals.charts[id] = chart
    end
    return chart
end

-- A trend line through the last samples: negative means bleeding.
function Vitals.trend(chart)
    local n, sumX, sumY, sumXY, sumXX = chart.size, 0, 0, 0, 0
    for i = 1, n do
        local y = chart[(chart.head + i - 2) % n + 1]
        sumX, sumY = sumX + i, sumY + y
        sumXY, sumXX = sumXY + i * y, sumXX + i * i
    end
    return (n * sumXY - sumX * sumY) / (n * sumXX - sumX * sumX)
end

function Vitals.forget(id)
    Vitals.charts[id] = nil
end
