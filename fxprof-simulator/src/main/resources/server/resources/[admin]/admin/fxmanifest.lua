fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Admin tools: reports, statistics, scheduled commands'
version '2.2.1'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/stats.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
}
