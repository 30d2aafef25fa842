fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Taxi: fares, shortest routes over the road graph'
version '1.7.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/roads.lua',
}

server_scripts {
    'server/router.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'fuel',
    'banking',
}
