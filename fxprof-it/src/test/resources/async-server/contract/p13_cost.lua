-- What tasks cost the tick, printed for the one who reads the log, and a thousand of them.
local function work(n)
    local sum = 0
    for i = 1, 20 do
        sum = sum + i * n
    end
    return sum
end

local function ticksOf(count)
    local ticks, done = 0, false
    CreateThread(function()
        while not done do
            ticks = ticks + 1
            Wait(0)
        end
    end)
    Wait(0)
    ticks, meter.spent = 0, 0
    local handles = {}
    local from = os.nanotime()
    for i = 1, count do
        handles[i] = Async.Run(work, i)
    end
    local submitted = os.nanotime() - from
    for i = 1, count do
        equal(handles[i]:Await(), 210 * i)
    end
    done = true
    return ticks, submitted / count, meter.spent / count
end

alone('13 a thousand tasks, and what they cost', function()
    for _ = 1, 5 do
        ticksOf(1)
    end
    local least = math.huge
    for _ = 1, 20 do
        local ticks = ticksOf(1)
        least = math.min(least, ticks)
    end
    local rounds, submit, rest = 0, math.huge, math.huge
    for _ = 1, 5 do
        local ticks, nanos, others = ticksOf(1000)
        rounds, submit, rest = math.max(rounds, ticks), math.min(submit, nanos), math.min(rest, others)
    end
    print(('COST of a task on the tick thread: %.1f us in Async.Run, %.1f us for request, result and resuming; '
        .. 'round trip: %d ticks for one task at best, %d for 1000 at worst'):format(submit / 1000, rest / 1000,
        least, rounds))
end)
