fx_version 'cerulean'
game 'gta5'

description 'A file that other resources load, and metadata of its own'
my_setting 'forty-two'
my_list { 'one', 'two' }
files { 'shared.lua' }
