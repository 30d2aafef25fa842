Stats = { samples = Util.ring(AdminConfig.samples, 10), bins = {} }

for b = 1, 50 do Stats.bins[b] = 0 end

function Stats.record(value)
    Util.push(Stats.samples, value)
end

-- Percentiles from a histogram: cheaper than sorting two hundred samples.
function Stats.percentile(share)
    local bins, samples = Stats.bins, Stats.samples
    for b = 1, #bins do bins[b] = 0 end
    for i = 1, samples.size do
        local b = math.floor(samples[i] / 2) + 1
        if b > 50 then b = 50 end
        bins[b] = bins[b] + 1
    end
    local seen, wanted = 0, samples.size * share
    for b = 1, #bins do
        seen = seen + bins[b]
        if seen >= wanted then return b * 2 end
    end
    return 100
end
