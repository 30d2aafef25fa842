local paid = 0

export('paid', function(amount)
    paid = paid + 1
    native('GET_PLAYER_PED', 1)
    return amount
end)

thread(function()
    while true do
        wait(100)
        native('GET_ENTITY_COORDS', 1)
        call('garage', 'count', 'jobs')
    end
end)

thread(function()
    local mine = callback(function()
        native('GET_GAME_TIMER')
    end)
    while true do
        wait(150)
        call('bank', 'notify', mine)
        call('chat', 'say', 'paid ' .. paid)
        protect(function()
            wait(50)
            native('GET_GAME_TIMER')
        end)
    end
end)
