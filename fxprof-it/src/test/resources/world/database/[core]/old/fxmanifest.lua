fx_version 'cerulean'
game 'gta5'
server_scripts { '@mysql-async/lib/MySQL.lua', 'server.lua' }
dependencies { 'mysql-async', 'bank' }
