fx_version 'cerulean'
game 'gta5'
description 'Loads, or makes, the first character of whoever joins: what a character selection does on a server with QBCore.'
server_scripts { '@oxmysql/lib/MySQL.lua', 'server.lua' }
dependencies { 'oxmysql', 'qb-core' }
