fx_version 'cerulean'
game 'gta5'
server_scripts { '@fxprof/profiler.lua', 'server.lua' }
