exports('through', function()
    return exports.second:work()
end)

local step = 0
local steps = {
    function() Profiler.EnableForResource('second') end,
    function() Profiler.Enable() end,
    function() Profiler.DisableForResource('first') end,
    function() Profiler.EnableForResource('first') end,
    function() Profiler.Enable() end,
    function() Profiler.Disable() end,
    function() Profiler.Enable() end
}

CreateThread(function()
    while step < #steps do
        Wait(500)
        step = step + 1
        steps[step]()
        print('step', step)
    end
end)

CreateThread(function()
    while true do
        Wait(0)
        Profiler.Begin('first in step ' .. step)
        exports.first:through()
        Profiler.End('first in step ' .. step)
    end
end)
