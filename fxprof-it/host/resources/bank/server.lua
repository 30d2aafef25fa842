local balance = 0

on('bank:pay', function(payload, source)
    native('GET_PLAYER_NAME', 1)
    balance = balance + tonumber(payload)
    call('jobs', 'paid', payload)
end)

export('balance', function()
    native('GET_GAME_TIMER')
    return tostring(balance)
end)

-- Calls back whoever lent its function.
export('notify', function(reference)
    invoke(reference, 'noted')
end)

-- The way of AgentCrashIT: each goes one resource deeper.
on('hang:nested', function()
    call('chat', 'relay', '')
end)
