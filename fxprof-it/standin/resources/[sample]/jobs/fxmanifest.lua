fx_version 'cerulean'
game 'gta5'

description 'Calls the bank: exports of another resource in events, threads and commands'

server_script 'server.lua'
dependency 'bank'
