fx_version 'cerulean'
game 'gta5'

description 'Accounts: exports with several results, one that is slow and one that waits'

shared_script '@common/shared.lua'
server_script 'server.lua'
server_exports { 'GetBalance', 'Transfer' }
dependency 'common'
