starts = (starts or 0) + 1
print('main', starts)

local function beat()
    return GetGameTimer()
end

CreateThread(function()
    Profiler.Begin('endless')
    while true do
        beat()
        Wait(0)
    end
end)

AddEventHandler('restarted:ping', function()
    print('ping')
end)

AddEventHandler('onResourceStop', function(name)
    if name == GetCurrentResourceName() then
        print('is told to stop')
    end
end)

exports('answer', function()
    return 42
end)
