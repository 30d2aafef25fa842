fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'HUD: health, money and needs for each client'
version '2.4.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    '@fx_core/shared/roster.lua',
    'shared/config.lua',
}

server_scripts {
    'server/main.lua',
}

dependencies {
    'fx_core',
    'inventory',
    'banking',
}
