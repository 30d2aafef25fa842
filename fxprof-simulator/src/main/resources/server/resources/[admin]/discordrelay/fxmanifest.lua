fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Relays chat and reports to a web hook'
version '1.3.5'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/payload.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
}
