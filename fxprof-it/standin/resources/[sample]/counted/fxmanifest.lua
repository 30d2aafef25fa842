fx_version 'cerulean'
game 'gta5'

description 'Counts what the ground truth counts too'

server_script 'server.lua'
