fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Police computer: warrants, searches, reports'
version '1.9.2'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/search.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'database',
    'identity',
}
