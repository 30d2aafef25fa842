fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Fire department: fires spread over a grid and are put out'
version '1.2.4'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/grid.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'dispatch',
}
