fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Housing: rents, meters, doorbells'
version '1.8.3'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/meters.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'database',
    'banking',
}
