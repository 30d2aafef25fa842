fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Emergency calls: creation, matching of units, shift report'
version '2.2.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/calls.lua',
    'server/archive.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
}
