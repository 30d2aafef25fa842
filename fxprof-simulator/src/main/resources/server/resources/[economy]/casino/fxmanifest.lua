fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Casino: slot machines, card shoe, roulette statistics'
version '1.7.7'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/shoe.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'banking',
}
