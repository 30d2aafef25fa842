fx_version 'cerulean'
game 'gta5'

description 'Errors where scripts make them: a thread, a handler, a command, an export'

server_script 'server.lua'
