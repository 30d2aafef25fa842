-- Random submissions, cancellations, timeouts, errors and restarts; every handle is followed to its end.
local ROUNDS = tonumber(GetConvar('chaos_rounds', '200'))
local submitted, ended, twice, wrong = 0, 0, 0, 0

local function work(kind, n)
    if kind == 1 then
        local sum = 0
        for i = 1, n do
            sum = sum + i
        end
        return sum
    elseif kind == 2 then
        error('planned ' .. n, 0)
    elseif kind == 3 then
        Async.Sleep(n % 200)
        return n
    elseif kind == 4 then
        return Async.Main(function(x) return x + 1 end, n)
    elseif kind == 5 then
        return Async.Run(function(x) return x * 2 end, n):Await()
    elseif kind == 6 then
        Async.Progress(n)
        while not Async.Cancelled() do
            Async.Sleep(20)
        end
        return 'cancelled'
    elseif kind == 7 then
        local channel = Async.Channel(1)
        channel:Send({ n, { n } })
        return channel:Receive()[2][1]
    end
    return { n = n, list = { n, n, n } }
end

local expected = {
    function(ok, v, n) return ok and v == n * (n + 1) / 2 end,
    function(ok, v, n) return not ok and v:find('planned ' .. n, 1, true) ~= nil end,
    function(ok, v, n) return ok and v == n end,
    function(ok, v, n) return ok and v == n + 1 end,
    function(ok, v, n) return ok and v == n * 2 end,
    function(ok) return not ok end,
    function(ok, v, n) return ok and v == n end,
    function(ok, v, n) return ok and v.n == n and #v.list == 3 end
}

local function follow(kind)
    local n = math.random(1, 2000)
    local options = {}
    if math.random(10) == 1 then
        options.deadline = math.random(1, 300)
    end
    if math.random(4) == 1 then
        options.cost = math.random(0, 300)
    end
    options.priority = ({ 'high', 'normal', 'low' })[math.random(3)]
    local ok, handle = pcall(Async.RunWith, options, work, kind, n)
    if not ok then
        if not handle:find('queue full', 1, true) then
            wrong = wrong + 1
            print('WRONG ' .. handle)
        end
        return
    end
    submitted = submitted + 1
    local calls = 0
    handle:OnDone(function(done, value)
        calls = calls + 1
        if calls > 1 then
            twice = twice + 1
        end
        ended = ended + 1
        local cancelled = not done and type(value) == 'string' and value:find('cancelled: ', 1, true)
        if not cancelled and not expected[kind](done, value, n) then
            wrong = wrong + 1
            print('WRONG ' .. kind .. ' ' .. n .. ' ' .. tostring(value))
        end
    end)
    if kind == 6 or math.random(8) == 1 then
        SetTimeout(math.random(0, 300), function()
            handle:Cancel('chaos')
        end)
    elseif math.random(8) == 1 then
        CreateThread(function()
            pcall(handle.Await, handle, math.random(0, 100))
        end)
    end
end

CreateThread(function()
    for round = 1, ROUNDS do
        for _ = 1, math.random(0, 20) do
            follow(math.random(8))
        end
        if round % 25 == 0 then
            StopResource('victim')
            Wait(math.random(0, 100))
            StartResource('victim')
        end
        Wait(0)
    end
    Wait(3000)
    -- On a busy machine, real time is over before the work is; what is lost never ends.
    for _ = 1, 50 do
        if submitted == ended then
            break
        end
        Wait(100)
    end
    local open = submitted - ended
    print(('CHAOS submitted %d ended %d twice %d wrong %d open %d'):format(submitted, ended, twice, wrong, open))
end)
