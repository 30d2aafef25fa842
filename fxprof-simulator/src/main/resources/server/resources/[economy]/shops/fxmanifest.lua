fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Shops: stock, prices, checkout'
version '2.0.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/stock.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'inventory',
    'banking',
    'database',
}
