function declared(x)
    return x * 2
end

exports('waits', function(a, b)
    Wait(100)
    return a, b
end)

exports('never', function()
    Wait(1000000)
end)

exports('object', function()
    return {
        slow = function(x)
            Wait(50)
            return x .. '!'
        end
    }
end)

exports('cannotTravel', function()
    Wait(50)
    return coroutine.create(function() end)
end)

RegisterCommand('shared', function(_, args)
    print('shared', args[1])
end, false)
