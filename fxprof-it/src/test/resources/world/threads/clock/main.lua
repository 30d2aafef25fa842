CreateThread(function()
    print('thread begins')
    local from = GetGameTimer()
    Wait(200)
    print('thread waited', GetGameTimer() - from >= 200)
end)

SetTimeout(300, function()
    print('timeout')
end)

ClearTimeout(SetTimeout(100, function()
    print('a cleared timeout runs')
end))

CreateThreadNow(function()
    print('thread now begins')
    Wait(0)
    print('thread now goes on')
end)

print('main chunk ends')

CreateThread(function()
    local clock, nanos, timer = os.clock(), os.nanotime(), GetGameTimer()
    local sum = 0
    for i = 1, 200000 do
        sum = sum + i
    end
    print('a loop takes no server time', os.clock() - clock < 0.001)
    Wait(1000)
    local passed = os.clock() - clock
    print('a second passes', passed >= 1 and passed < 1.1)
    print('nanotime agrees', os.nanotime() - nanos >= 1e9)
    print('timer agrees', GetGameTimer() - timer >= 1000)
    print('date', os.date('!%Y-%m-%d'))
end)

CreateThread(function()
    error({ code = 7 })
end)

CreateThread(function()
    error('thread fails')
end)
