fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Vehicle shop: catalogue, test drives, leasing'
version '1.9.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/catalogue.lua',
}

server_scripts {
    'server/main.lua',
}

dependencies {
    'fx_core',
    'banking',
    'garages',
}
