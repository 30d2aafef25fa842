Fronts = { cells = {}, rest = {}, wind = 0.3 }

local width, height = WeatherConfig.width, WeatherConfig.height
for i = 1, width * height do
    -- mountains and sea: the pressure that each place returns to
    Fronts.rest[i] = 1000 + math.sin(i / 17) * 12 + math.cos(i / 71) * 9
    Fronts.cells[i] = Fronts.rest[i]
end

-- Moves the air pressure of the whole map one step, every single tick, although
-- nobody sees the weather change in less than a few seconds.
local function simulateFronts()
    local cells, rest, wind = Fronts.cells, Fronts.rest, Fronts.wind
    local before = cells[#cells]
    local low, high = 2000, 0
    for i = 1, #cells do
        local here = cells[i]
        local moved = here + (before - here) * wind * 0.1
        moved = moved + (rest[i] - moved) * 0.01
        if moved < low then low = moved end
        if moved > high then high = moved end
        cells[i] = moved
        before = here
    end
    Fronts.low, Fronts.high = low, high
end

CreateThread(function()
    while true do
        simulateFronts()
        Wait(0)
    end
end)
