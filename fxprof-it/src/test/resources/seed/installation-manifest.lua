fx_version 'cerulean'
game 'gta5'

server_script 'profiler.lua'
client_script 'profiler.lua'

file 'profiler.dll'

