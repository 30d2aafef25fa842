fx_version 'cerulean'
game 'gta5'

description 'Restarts another resource while it runs, and itself'

server_script 'server.lua'
