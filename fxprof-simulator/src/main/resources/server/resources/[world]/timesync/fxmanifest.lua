fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Clock, sun and moon'
version '1.5.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/main.lua',
}

dependencies {
    'fx_core',
}
