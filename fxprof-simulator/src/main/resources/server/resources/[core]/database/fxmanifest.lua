fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'In-memory table store: every other resource keeps its rows here'
version '2.1.0'

shared_scripts {
    'shared/schema.lua',
}

server_scripts {
    'server/store.lua',
    'server/seed.lua',
    'server/main.lua',
}
