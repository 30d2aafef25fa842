fx_version 'cerulean'
game 'gta5'

description 'State bags: written by one thread, watched by a handler'

server_script 'server.lua'
