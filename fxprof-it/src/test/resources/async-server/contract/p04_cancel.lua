test('04 a task that was cancelled before it was sent does not run', function()
    local task = Async.Run(function() return 1 end)
    equal(task:Cancel('not needed'), true)
    equal(task:Cancel('again'), false)
    equal(task:Status(), 'cancelling')
    contains(failure(task.Await, task), 'cancelled: not needed')
    equal(task:Status(), 'cancelled')
end)

test('04 a running task looks at Cancelled', function()
    local task = Async.Run(function()
        local rounds = 0
        while not Async.Cancelled() do
            rounds = rounds + 1
        end
        return rounds
    end)
    eventually('it runs', function() return task:Status() == 'running' end)
    Wait(300)
    task:Cancel('enough')
    equal(task:Status(), 'cancelling')
    contains(failure(task.Await, task), 'cancelled: enough')
end)

alone('04 a task that does not look, and catches errors, is stopped all the same', function()
    local task = Async.Run(function()
        while true do
            pcall(function() while true do end end)
        end
    end)
    eventually('it runs', function() return task:Status() == 'running' end)
    Wait(300)
    task:Cancel('stop it')
    contains(failure(task.Await, task), 'cancelled: stop it')
    equal(Async.Run(function() return 'the worker lives' end):Await(), 'the worker lives')
end)

test('04 what waits is told where it waits', function()
    local task = Async.Run(function()
        local _, message = pcall(Async.Sleep, 60000)
        error(message, 0)
    end)
    eventually('it runs', function() return task:Status() == 'running' end)
    task:Cancel('go home')
    contains(failure(task.Await, task), 'cancelled: go home')
end)
