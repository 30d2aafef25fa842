local shoals = {}
for i = 1, FishingConfig.shoals do
    shoals[i] = { x = i * 37 % 1000, y = i * 91 % 1000, vx = (i % 7 - 3) * 0.4, vy = (i % 5 - 2) * 0.5, size = 20 + i % 30, bay = i % 9 + 1 }
end

local bays = {}
for i = 1, FishingConfig.bays do bays[i] = 0 end

-- Shoals swim on, turn around at the shore and are counted per bay.
local function driftShoals()
    for i = 1, #bays do bays[i] = 0 end
    for i = 1, #shoals do
        local shoal = shoals[i]
        local x, y = shoal.x + shoal.vx, shoal.y + shoal.vy
        if x < 0 or x > 1000 then shoal.vx = -shoal.vx end
        if y < 0 or y > 1000 then shoal.vy = -shoal.vy end
        shoal.x, shoal.y = x, y
        local bay = shoal.bay
        bays[bay] = bays[bay] + shoal.size
    end
end

local function luck(spot)
    local density = bays[(spot - 1) % #bays + 1] / 500
    return math.random() < Util.clamp(density, 0.1, 0.9)
end

RegisterNetEvent('fishing:cast', function(spot)
    local src = source
    if luck(spot) then
        local fish = FishingConfig.fish[math.random(#FishingConfig.fish)]
        exports.inventory:addItem(src, fish, 1)
        TriggerEvent('work:done', src, 'fishing', 1)
        TriggerClientEvent('fishing:bite', src, fish)
    end
end)

CreateThread(function()
    while true do
        driftShoals()
        Wait(50)
    end
end)
