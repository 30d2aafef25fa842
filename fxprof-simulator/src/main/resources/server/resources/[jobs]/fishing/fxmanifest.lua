fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Fishing: shoals drift through the bays'
version '1.2.1'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/main.lua',
}

dependencies {
    'fx_core',
    'inventory',
}
