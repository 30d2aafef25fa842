fx_version 'cerulean'
game 'gta5'

shared_script 'shared.lua'
server_script 'main.lua'
