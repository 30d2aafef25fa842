fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Gangs: territories and influence'
version '1.6.3'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/territory.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
}
