fx_version 'cerulean'
game 'gta5'

description 'Net events answered by client events'

server_script 'server.lua'
