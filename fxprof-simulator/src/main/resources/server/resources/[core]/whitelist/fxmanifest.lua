fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Allow list and ban list, checked while connecting'
version '1.1.0'

shared_scripts {
    '@fx_core/shared/util.lua',
}

server_scripts {
    'server/main.lua',
}

dependencies {
    'fx_core',
}
