fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Weather: pressure fronts over the map, forecast, wind'
version '2.0.5'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/fronts.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
}
