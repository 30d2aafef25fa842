CreateThread(function()
    Async.Run(function() return true end):Await()
    GlobalState.began = true
    Async.Run(function()
        while true do
        end
    end):OnDone(function()
        GlobalState.never = 'a callback of a stopped resource'
    end)
end)
