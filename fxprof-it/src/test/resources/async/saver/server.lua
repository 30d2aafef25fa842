-- Stopped and started again by the contract's tests.
Async.Run(function()
    while true do
        Async.Sleep(50)
    end
end):OnDone(function()
    GlobalState.never = 'a callback of a stopped resource'
end)

AddEventHandler('onResourceStop', function(name)
    if name == 'saver' then
        Async.RunWith({ finishBeforeStop = 5000, label = 'final save' }, function(what)
            local total = 0
            for i = 1, 100000 do
                total = total + i
            end
            Async.Main(function(value)
                GlobalState.saved = value
            end, what)
        end, 'everything')
    end
end)
