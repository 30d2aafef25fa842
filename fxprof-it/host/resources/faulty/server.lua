-- Each way in which an error leaves a script, in turn; what runs afterwards must nest as before.
local ways = {
    function() error('an error of the script') end,
    function() native('STANDIN_THROW') end,
    function() native('STANDIN_JUMP') end,
    function()
        native('STANDIN_NEST', function()
            native('STANDIN_NEST', function()
                native('STANDIN_JUMP')
            end)
        end)
    end,
    function() call('map', 'fail', '') end,
    function() call('map', 'jump', '') end,
    function() call('police', 'fail', '') end,
    function()
        pcall(native, 'STANDIN_JUMP')
        native('GET_GAME_TIMER')
        pcall(call, 'map', 'jump', '')
        native('GET_GAME_TIMER')
    end,
}

on('faulty:again', function(number)
    native('GET_PLAYER_NAME', 1)
    ways[tonumber(number) % #ways + 1]()
end)
