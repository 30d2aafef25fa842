fx_version 'cerulean'
game 'gta5'

description 'What a script may read and write'

server_script 'server.lua'
