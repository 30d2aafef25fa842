fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Fuel: consumption in Lua, pumps in C#'
version '2.2.2'

shared_scripts {
    '@fx_core/shared/util.lua',
    '@fx_core/shared/roster.lua',
    'shared/stations.lua',
}

server_scripts {
    'server/tank.lua',
    'server/main.lua',
    'bin/FuelPump.Server.net.dll',
}

dependencies {
    'fx_core',
    'banking',
}
