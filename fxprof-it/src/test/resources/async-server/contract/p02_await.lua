test('02 Await outside a thread raises a sentence that says what to do', function()
    local early = Async.Run(function() return 1 end)
    local outside
    -- a comparator of table.sort is a place where nothing can wait
    table.sort({ 1, 2 }, function(a, b)
        if not outside then
            outside = failure(early.Await, early)
        end
        return a < b
    end)
    contains(outside, 'can only be called inside a thread: wrap the call in CreateThread')
    contains(outside, 'OnDone')
    equal(early:Await(), 1)
end)

test('02 Await suspends the thread, never the tick', function()
    local beats = 0
    local task = Async.Run(function() Async.Sleep(300) return true end)
    CreateThread(function()
        while task:Status() ~= 'done' do
            beats = beats + 1
            Wait(0)
        end
    end)
    task:Await()
    equal(beats >= 3, true, 'ticks while it waits: ' .. beats)
end)

test('02 many threads wait for one task', function()
    local task = Async.Run(function() Async.Sleep(100) return 5 end)
    local sum = 0
    for _ = 1, 10 do
        CreateThread(function()
            local value = task:Await()
            sum = sum + value
        end)
    end
    task:Await()
    Wait(0)
    equal(sum, 50)
end)
