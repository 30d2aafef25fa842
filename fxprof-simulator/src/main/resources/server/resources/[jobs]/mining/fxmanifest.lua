fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Mining: veins that regrow, ore prices'
version '1.3.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/veins.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'inventory',
}
