fx_version 'cerulean'
game 'gta5'

description 'A handler and an export that take long'

server_script 'server.lua'
