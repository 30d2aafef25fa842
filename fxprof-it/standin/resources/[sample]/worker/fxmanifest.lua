fx_version 'cerulean'
game 'gta5'

description 'What the keeper restarts'

server_script 'server.lua'
