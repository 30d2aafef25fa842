fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Inventories: items, weights, values, hand-over between players'
version '4.0.2'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/items.lua',
}

server_scripts {
    'server/bags.lua',
    'server/value.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'database',
}
