local function later(milliseconds, value, fails)
    local p = promise.new()
    SetTimeout(milliseconds, function()
        if fails then
            p:reject(value)
        else
            p:resolve(value)
        end
    end)
    return p
end

CreateThread(function()
    print('resolved', Citizen.Await(later(100, 'late')))
    print('at once', Citizen.Await(promise.new():resolve('ready')))
    local fine, reason = pcall(Citizen.Await, later(50, 'broken', true))
    print('rejected', fine, tostring(reason):match('broken'))
    local all = Citizen.Await(promise.all({ later(150, 'a'), later(50, 'b') }))
    print('all', all[1], all[2])
    print('next', Citizen.Await(later(50, 20):next(function(value)
        return value + 1
    end)))
    local caught = later(50, 'thrown', true):next(nil, function(reason)
        return 'caught ' .. reason
    end)
    print(Citizen.Await(caught))
    local status, body = PerformHttpRequestAwait('http://localhost/')
    print('http', status, body)
end)
