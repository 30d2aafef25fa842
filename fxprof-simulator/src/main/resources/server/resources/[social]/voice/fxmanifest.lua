fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Voice: who hears whom'
version '3.0.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    '@fx_core/shared/roster.lua',
    'shared/config.lua',
}

server_scripts {
    'server/proximity.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
}
