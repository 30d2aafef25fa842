fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Boss menu: staff lists, society funds, forecasts'
version '1.2.0'

shared_scripts {
    '@fx_core/shared/util.lua',
}

server_scripts {
    'server/funds.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'banking',
}
