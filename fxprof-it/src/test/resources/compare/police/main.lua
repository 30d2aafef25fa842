-- A step of the loop is the unit of work: ten percent more steps are ten percent more time.
local function patrol()
    local sum = 1
    for step = 1, 6000 do
        sum = (sum * 31 + step) % 65537
    end
    return sum
end

local function dispatch(share)
    local sum = 1
    for step = 1, 2000 * share do
        sum = (sum * 31 + step) % 65537
    end
    return sum
end

CreateThread(function()
    while true do
        patrol()
        -- Not every tick has the same to do.
        dispatch(math.random(5, 15) / 10)
        Wait(0)
    end
end)
