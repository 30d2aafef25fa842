fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Stock exchange: random walks, moving averages, orders'
version '2.1.4'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/tickers.lua',
}

server_scripts {
    'server/market.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'banking',
}
