CreateThread(function()
    while true do
        Wait(0)
        exports.second:work()
    end
end)
