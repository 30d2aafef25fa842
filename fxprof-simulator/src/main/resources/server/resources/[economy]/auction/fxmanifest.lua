fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Auction house: lots, bids, order book'
version '1.4.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/book.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'banking',
    'inventory',
}
