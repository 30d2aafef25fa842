fx_version 'cerulean'
game 'gta5'
server_scripts { '@oxmysql/lib/MySQL.lua', 'server.lua' }
dependency 'oxmysql'
