on('world:hour', function()
    native('GET_GAME_TIMER')
end)
