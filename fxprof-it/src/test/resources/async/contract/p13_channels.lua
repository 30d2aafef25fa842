test('13 progress is the latest value', function()
    local task = Async.Run(function()
        for i = 1, 3 do
            Async.Progress({ done = i })
            Async.Sleep(100)
        end
        return 'all'
    end)
    Wait(250)
    local progress = task:Progress()
    equal(progress ~= nil and progress.done >= 1, true)
    equal(task:Await(), 'all')
end)

test('13 a bounded channel that waits', function()
    local channel = Async.Channel(2)
    local task = Async.Run(function(out)
        for i = 1, 10 do
            out:Send(i)
        end
        out:Close()
        return 'sent'
    end, channel)
    local sum = 0
    while true do
        local value, reason = channel:Receive(5000)
        if value == nil then
            equal(reason, 'closed')
            break
        end
        sum = sum + value
    end
    equal(sum, 55)
    equal(task:Await(), 'sent')
    contains(failure(channel.Send, channel, 1), 'closed')
end)

test('13 what a full channel does is said', function()
    local newest = Async.Channel(1, 'drop-newest')
    newest:Send('a')
    equal(newest:Send('b'), false)
    equal(newest:Receive(), 'a')
    local oldest = Async.Channel(1, 'drop-oldest')
    oldest:Send('a')
    oldest:Send('b')
    equal(oldest:Receive(), 'b')
    local strict = Async.Channel(1, 'error')
    strict:Send('a')
    contains(failure(strict.Send, strict, 'b'), 'full')
    local waits = Async.Channel(1)
    waits:Send('a')
    local ok, state = waits:TrySend('b')
    equal(ok, false)
    equal(state, 'full')
    local value, reason = Async.Channel(1):Receive(50)
    equal(value, nil)
    equal(reason, 'timeout')
    contains(failure(Async.Channel, 0), 'capacity')
    contains(failure(Async.Channel, 1, 'what'), "no policy 'what'")
end)
