event world:hour: native GET_GAME_TIMER
