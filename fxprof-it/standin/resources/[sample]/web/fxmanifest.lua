fx_version 'cerulean'
game 'gta5'

description 'HTTP requests: the address is the convar web_url'

server_script 'server.lua'
