# Read by the stand-in's own runtime; see ../../README.md.
event chat:message: native GET_PLAYER_NAME 1; burn 20
tick/10: call bank balance
tick/15: lend bank notify noted
export say: native GET_PLAYER_PED 1
export noted: native GET_GAME_TIMER
export relay: call garage hang
