fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Weapons: damage model, ammunition, ballistics'
version '1.7.2'

shared_scripts {
    '@fx_core/shared/util.lua',
    '@fx_core/shared/roster.lua',
    'shared/weapons.lua',
}

server_scripts {
    'server/ballistics.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'inventory',
}
