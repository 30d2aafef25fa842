test('02 Await outside a thread raises a sentence that says what to do', function()
    local early = Async.Run(function() return 1 end)
    local ok, message = coroutine.resume(coroutine.create(function() return early:Await() end))
    equal(ok, false)
    contains(message, 'can only be called inside a thread: wrap the call in CreateThread')
    contains(message, 'OnDone')
    equal(early:Await(), 1)
end)

test('02 Await suspends the thread, never the tick', function()
    local beats = 0
    local task = Async.RunWith({ cost = 200 }, function() return true end)
    CreateThread(function()
        while task:Status() ~= 'done' do
            beats = beats + 1
            Wait(0)
        end
    end)
    task:Await()
    equal(beats >= 3, true, 'ticks while it waits: ' .. beats)
end)

test('02 a coroutine of a task cannot wait in its place', function()
    local message = Async.Run(function()
        return select(2, coroutine.resume(coroutine.create(function() Async.Sleep(1) end)))
    end):Await()
    contains(message, 'only be called by the task itself')
end)
