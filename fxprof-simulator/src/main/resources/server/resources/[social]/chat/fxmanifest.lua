fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Chat: commands, channels, word filter, spam guard'
version '2.6.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    '@fx_core/shared/roster.lua',
    'shared/config.lua',
}

server_scripts {
    'server/filter.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
}
