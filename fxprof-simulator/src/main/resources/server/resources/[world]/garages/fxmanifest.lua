fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Garages: parked vehicles, capacity, search by plate'
version '2.0.1'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/garages.lua',
}

server_scripts {
    'server/main.lua',
}

dependencies {
    'fx_core',
    'database',
}
