fx_version 'cerulean'
game 'common'
description 'Stand-in for the server parts of ox_lib. Written for fxprof.'
server_script 'server.lua'
