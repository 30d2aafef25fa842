fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Mail: inboxes, spam score, newsletters'
version '1.3.1'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/spam.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'identity',
}
