fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Anticheat: movement, damage and wealth checks'
version '3.3.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    '@fx_core/shared/roster.lua',
    'shared/config.lua',
}

server_scripts {
    'server/movement.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'inventory',
}
