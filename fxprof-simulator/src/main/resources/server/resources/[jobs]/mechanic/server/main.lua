local FLEET = 40
local fleet = {}
for i = 1, FLEET do
    local car = { plate = ('FX%04d'):format(i), wear = {} }
    for p = 1, #Parts do car.wear[p] = i * p % 50 / 100 end
    fleet[i] = car
end

-- Wear of the whole workshop fleet; a part that is worn out is replaced at once.
local function wearFleet()
    local replaced = 0
    for i = 1, FLEET do
        local wear = fleet[i].wear
        for p = 1, #Parts do
            local worn = wear[p] + Parts[p].wear
            if worn >= 1 then
                worn = 0
                replaced = replaced + 1
            end
            wear[p] = worn
        end
    end
    return replaced
end

local function estimate(car)
    local total = 0
    for p = 1, #Parts do
        total = total + Parts[p].price * car.wear[p] ^ 1.5
    end
    return Util.round(total)
end

local function repairQuote(plateIndex)
    local car = fleet[(plateIndex - 1) % FLEET + 1]
    return { plate = car.plate, price = estimate(car) }
end
exports('repairQuote', repairQuote)

RegisterNetEvent('mechanic:repair', function(part)
    local car = fleet[source % FLEET + 1]
    if exports.inventory:hasItem(source, 'repairkit') then
        car.wear[Util.clamp(tonumber(part) or 1, 1, #Parts)] = 0
    end
    TriggerClientEvent('mechanic:quote', source, car.plate, estimate(car))
end)

CreateThread(function()
    while true do
        wearFleet()
        Wait(50)
    end
end)
