fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Towing: abandoned vehicles appear, are found and impounded'
version '1.1.3'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/main.lua',
}

dependencies {
    'fx_core',
    'dispatch',
}
