fx_version 'cerulean'
game 'gta5'

shared_scripts { '@z_core/shared.lua', 'config.lua' }
server_scripts { 'server/*.lua' }

dependency 'z_core'
