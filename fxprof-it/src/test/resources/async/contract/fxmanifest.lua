fx_version 'cerulean'
game 'gta5'
server_scripts { 'lib.lua', 'p01_handles.lua', 'p02_await.lua', 'p03_errors.lua', 'p04_cancel.lua',
    'p05_timeouts.lua', 'p06_values.lua', 'p07_upvalues.lua', 'p08_safety.lua', 'p09_saturation.lua',
    'p10_priorities.lua', 'p11_stop.lua', 'p12_nesting.lua', 'p13_channels.lua', 'p14_delivery.lua' }
