fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Radio: channels, talk groups, interference'
version '1.5.5'

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
}
