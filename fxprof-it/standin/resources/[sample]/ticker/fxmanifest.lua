fx_version 'cerulean'
game 'gta5'

description 'Threads of several paces, and timers'

server_script 'server.lua'
