-- A computation of about 200 ms, again and again: not at all, on the server's thread, or on the workers.
local mode = GetConvar('mode', 'none')
local PARTS = 8

local function compute(rounds)
    local sum = 0
    for i = 1, rounds do
        sum = (sum + i * 7 % 13) % 1000003
    end
    return sum
end

-- How much it takes on this machine, measured before the first tick.
local function calibrate()
    local rounds = 200000
    compute(rounds)
    local best = math.huge
    for _ = 1, 60 do
        local from = os.nanotime()
        compute(rounds)
        best = math.min(best, os.nanotime() - from)
    end
    return math.floor(rounds * 200e6 / best / PARTS)
end

local rounds = calibrate()
local parts = {}
for i = 1, PARTS do
    parts[i] = rounds
end

CreateThread(function()
    Wait(300)
    for round = 1, 4 do
        if mode == 'inline' then
            for i = 1, PARTS do
                compute(parts[i])
            end
        elseif mode == 'async' then
            Async.ParallelFor(parts, compute, { chunk = 1, label = 'part' })
        end
        Wait(200)
    end
    print('COMPUTED ' .. mode)
end)
