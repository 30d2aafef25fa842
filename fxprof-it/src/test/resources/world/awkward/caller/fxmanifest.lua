fx_version 'cerulean'
game 'gta5'
dependencies { 'callee', 'virtual' }
server_script 'main.lua'
