fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Phone: contacts, text messages, battery'
version '2.1.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    '@fx_core/shared/roster.lua',
    'shared/config.lua',
}

server_scripts {
    'server/threads.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'database',
}
