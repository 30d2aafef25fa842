fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Police: crime heat map, patrols, plate scans'
version '2.5.1'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/heatmap.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'dispatch',
}
