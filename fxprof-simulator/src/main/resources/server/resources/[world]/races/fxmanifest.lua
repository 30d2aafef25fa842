fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Street races: checkpoints, standings, gaps'
version '1.4.6'

shared_scripts {
    '@fx_core/shared/util.lua',
    '@fx_core/shared/roster.lua',
    'shared/track.lua',
}

server_scripts {
    'server/standings.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'banking',
}
