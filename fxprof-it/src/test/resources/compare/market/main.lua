local function prices()
    local sum = 1
    for step = 1, 3500 do
        sum = (sum * 31 + step) % 65537
    end
    return sum
end

local function orders()
    local sum = 1
    for step = 1, 6000 do
        sum = (sum * 31 + step) % 65537
    end
    return sum
end

CreateThread(function()
    while true do
        prices()
        Wait(0)
    end
end)

CreateThread(function()
    while true do
        -- Four times a second.
        Wait(250)
        orders()
    end
end)
