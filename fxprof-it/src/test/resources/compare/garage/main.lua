local function repair(vehicle)
    local sum = vehicle
    for step = 1, 250 do
        sum = (sum * 31 + step) % 65537
    end
    return sum
end

local function wash()
    local sum = 1
    for step = 1, 2500 do
        sum = (sum * 31 + step) % 65537
    end
    return sum
end

CreateThread(function()
    while true do
        for vehicle = 1, 20 do
            repair(vehicle)
        end
        wash()
        Wait(0)
    end
end)
