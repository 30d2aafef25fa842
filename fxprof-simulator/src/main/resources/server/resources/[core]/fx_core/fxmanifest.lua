fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Framework core: player objects, jobs, status, shared helpers'
version '3.4.1'

shared_scripts {
    'shared/util.lua',
    'shared/roster.lua',
    'shared/config.lua',
}

server_scripts {
    'server/jobs.lua',
    'server/players.lua',
    'server/status.lua',
    'server/main.lua',
}

dependencies {
    'database',
}
