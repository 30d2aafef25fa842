fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Chooses a safe spawn point and places players'
version '1.3.2'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/points.lua',
}

server_scripts {
    'server/main.lua',
}

dependencies {
    'fx_core',
    'identity',
}
