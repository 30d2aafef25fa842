fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Trucking: freight contracts and tours between depots'
version '1.5.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/depots.lua',
}

server_scripts {
    'server/*.lua',
}

dependencies {
    'fx_core',
    'banking',
}
