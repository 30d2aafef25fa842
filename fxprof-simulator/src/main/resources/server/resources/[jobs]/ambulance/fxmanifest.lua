fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Ambulance: vital signs, triage, revival'
version '1.8.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    '@fx_core/shared/roster.lua',
    'shared/config.lua',
}

server_scripts {
    'server/vitals.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'dispatch',
}
