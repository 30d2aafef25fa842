fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Mechanics: wear of parts, repair estimates'
version '1.4.2'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/parts.lua',
}

server_scripts {
    'server/main.lua',
}

dependencies {
    'fx_core',
    'inventory',
}
