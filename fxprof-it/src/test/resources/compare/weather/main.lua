local function forecast()
    local sum = 1
    for step = 1, 4500 do
        sum = (sum * 31 + step) % 65537
    end
    return sum
end

local function wind()
    local names = {}
    for step = 1, 300 do
        names[step] = 'wind ' .. step
    end
    return table.concat(names)
end

CreateThread(function()
    while true do
        forecast()
        wind()
        TriggerEvent('weather:changed', 3)
        Wait(0)
    end
end)
