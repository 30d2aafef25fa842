fx_version 'cerulean'
game 'gta5'
provide 'virtual'
server_script 'main.lua'
