fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Leaderboard: scores in C#, seasons and medals in Lua'
version '1.2.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/config.lua',
}

server_scripts {
    'server/main.lua',
    'bin/Leaderboard.Server.net.dll',
}

dependencies {
    'fx_core',
}
