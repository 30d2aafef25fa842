fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Accounts, transfers, ledger, interest'
version '3.1.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/ledger.lua',
    'server/main.lua',
}

dependencies {
    'fx_core',
    'database',
}
