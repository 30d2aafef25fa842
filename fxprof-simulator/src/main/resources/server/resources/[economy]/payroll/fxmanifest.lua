fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Salaries: time sheets in Lua, pay run in C#'
version '2.3.0'

shared_scripts {
    '@fx_core/shared/util.lua',
    '@fx_core/shared/roster.lua',
    'shared/config.lua',
}

server_scripts {
    'server/timesheet.lua',
    'server/main.lua',
    'bin/Payroll.Server.net.dll',
}

dependencies {
    'fx_core',
    'banking',
}
