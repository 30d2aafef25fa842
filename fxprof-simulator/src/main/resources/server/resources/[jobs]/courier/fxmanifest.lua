fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Courier: parcel rounds improved step by step'
version '1.0.9'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/round.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'banking',
}
