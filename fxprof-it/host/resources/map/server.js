load: native GET_GAME_TIMER
tick: native GET_GAME_TIMER
event world:hour: native GET_ENTITY_COORDS 1; call police patrol north
tick/40: throw
export fail: native GET_GAME_TIMER; throw
export jump: native STANDIN_JUMP
