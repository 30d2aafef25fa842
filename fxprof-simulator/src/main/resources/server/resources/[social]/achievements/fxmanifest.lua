fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Achievements: rules over counters'
version '1.1.7'

shared_scripts {
    '@fx_core/shared/util.lua',
    '@fx_core/shared/roster.lua',
    'shared/rules.lua',
}

server_scripts {
    'server/main.lua',
}

dependencies {
    'fx_core',
}
