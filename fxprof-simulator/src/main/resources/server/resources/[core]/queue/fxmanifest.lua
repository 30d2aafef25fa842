fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Connection queue with priorities'
version '2.0.3'

shared_scripts {
    '@fx_core/shared/util.lua',
}

server_scripts {
    'server/queue.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
}
