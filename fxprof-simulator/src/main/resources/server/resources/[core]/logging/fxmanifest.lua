fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Collects log lines from all resources and writes them in batches'
version '1.9.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/format.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
}
