local function inTask(fn)
    return failure(function()
        Async.Run(fn):Await()
    end)
end

test('08 natives are refused by name, with the way out', function()
    local message = inTask(function() return GetPlayerPed(1) end)
    contains(message, 'GetPlayerPed cannot be called in a worker')
    contains(message, 'there is no Async.Main on a real server')
    contains(inTask(function() TriggerEvent('x') end), 'TriggerEvent cannot be called in a worker')
    contains(inTask(function() exports.other:call() end), 'exports.other')
    contains(inTask(function() io.open('x') end), 'io.open')
    contains(failure(Async.Channel), 'Async.Channel is not there on a real server')
end)

-- The functions that Main gets are in lines of their own: they are text here.
test('08 Main is not there', function()
    contains(inTask(function()
        Async.Main(function() end)
    end), 'Async.Main is not there on a real server')
end)

test('08 a task prints, starts others, reports how far it is', function()
    local task = Async.Run(function()
        print('from a task')
        Async.Progress({ half = 0.5 })
        local inner = Async.Run(function(n)
            return n * 2
        end, 4):Await()
        while not Async.Cancelled() do
            Async.Sleep(20)
        end
        return inner
    end)
    eventually('it reports', function() return task:Progress() ~= nil end)
    equal(task:Progress().half, 0.5)
    task:Cancel('seen')
    contains(failure(task.Await, task), 'cancelled: seen')
    equal(Async.Main(function() return 'direct' end), 'direct')
end)
