SecretOfCore = 'secret'
print('starts')

exports('change', function(value, callback)
    value.count = value.count + 1
    value.nested[3] = 'c'
    print('callback returns', callback('from core'))
    return value
end)

exports('several', function()
    return 1, nil, 'three'
end)

exports('fails', function()
    error('export fails')
end)

exports('whoCalls', function()
    return GetInvokingResource()
end)

exports('slow', function(value)
    Wait(100)
    return value .. ' after a wait'
end)

SetTimeout(300, function()
    print('shared table is its own', tostring(Shared.changed))
end)
