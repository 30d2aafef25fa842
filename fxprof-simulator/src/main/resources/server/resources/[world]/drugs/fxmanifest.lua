fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Drugs: plantations that grow, dry out and are raided'
version '1.0.4'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/plants.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'inventory',
}
