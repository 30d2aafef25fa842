local function forLong()
    Async.Sleep(600000)
end

local function plain(message)
    return (tostring(message):gsub('\n.*', ''))
end

-- Waits for a task that does not end by itself, and says how it ended all the same.
RegisterCommand('outage', function()
    local from = GetGameTimer()
    local task = Async.Run(forLong)
    while task:Status() == 'pending' do
        Wait(0)
    end
    print('OUTAGE', task:Status(), GetGameTimer() - from)
    from = GetGameTimer()
    local _, message = pcall(task.Await, task)
    print('OUTAGE ended after', GetGameTimer() - from, plain(message))
    local ok, second = pcall(Async.Run, forLong)
    print('OUTAGE then', ok, plain(second))
end, true)

RegisterCommand('try', function(_, arguments)
    local ok, task = pcall(Async.Run, function(n) return n + 1 end, 41)
    if ok then
        ok, task = pcall(task.Await, task)
    end
    print('TRY ' .. arguments[1], ok, plain(task))
    print('TRIED ' .. arguments[1], plain(select(2, pcall(Async.Run, forLong))))
end, true)
