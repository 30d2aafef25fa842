Rules = {}

local COUNTERS = { 'mined', 'caught', 'spent', 'driven', 'talked', 'used' }
for i = 1, 24 do
    Rules[i] = { name = ('Rule %02d'):format(i), counter = COUNTERS[i % #COUNTERS + 1], goal = 10 * i * i, reward = i }
end

CounterNames = COUNTERS
