fx_version 'cerulean'
game 'gta5'
server_scripts { 'meter.lua', '@fxprof/profiler.lua', 'lib.lua', 'sealed.lua', 'changed.lua', 'p01_handles.lua', 'p02_await.lua',
    'p03_errors.lua', 'p04_cancel.lua', 'p05_timeouts.lua', 'p06_values.lua', 'p07_refused.lua', 'p08_safety.lua',
    'p09_saturation.lua', 'p11_stop.lua', 'p13_cost.lua' }
