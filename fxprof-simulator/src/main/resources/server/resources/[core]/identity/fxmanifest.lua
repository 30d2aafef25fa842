fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Characters: names, birth dates, registration numbers'
version '1.6.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/names.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'database',
}
