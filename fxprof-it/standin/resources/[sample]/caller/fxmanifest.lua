fx_version 'cerulean'
game 'gta5'

description 'Calls the counted export and profiles itself'

server_script 'server.lua'
