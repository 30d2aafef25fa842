fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Doors: locks, groups, automatic closing'
version '1.3.3'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/doors.lua',
}

server_scripts {
    'server/sync.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
}
