local drives, driveSlot = { kind = 'drives' }, 0

-- Value for money of the whole catalogue; the taste of the town drifts.
local taste = 0
local function rankCatalogue()
    taste = (taste + 1) % 360
    local sporty = 0.5 + math.sin(taste * math.pi / 180) / 2
    local best, bestScore = nil, -1
    for i = 1, #Catalogue do
        local car = Catalogue[i]
        local score = car.speed * sporty + car.seats * 30 * (1 - sporty) - car.price / 4000
        car.score = score
        if score > bestScore then best, bestScore = car, score end
    end
    return best
end

local function leasingRate(price, months)
    local monthly = 0.045 / 12
    local factor = 1
    for month = 1, months do factor = factor * (1 + monthly) end
    return price * monthly * factor / (factor - 1)
end

local function endDrive(slot)
    local drive = drives[slot]
    if drive then
        if DoesEntityExist(drive) then DeleteEntity(drive) end
        drives[slot] = nil
    end
end

-- At most four cars are out; a fifth driver takes over the oldest slot.
RegisterNetEvent('vehicleshop:testDrive', function(index)
    local car = Catalogue[(index - 1) % #Catalogue + 1]
    driveSlot = driveSlot % 4 + 1
    local slot = driveSlot
    endDrive(slot)
    local entity = CreateVehicleServerSetter(car.hash, 'automobile', -33.8, -1102.4, 26.4, 70.0)
    drives[slot] = entity
    TriggerClientEvent('vehicleshop:keys', source, NetworkGetNetworkIdFromEntity(entity), Util.round(leasingRate(car.price, 36), 2))
    SetTimeout(20000, function()
        if drives[slot] == entity then endDrive(slot) end
    end)
end)

RegisterNetEvent('vehicleshop:buy', function(index)
    local car = Catalogue[(index - 1) % #Catalogue + 1]
    if exports.banking:charge(source, car.price, 'vehicle') then
        exports.garages:register(source, car.name)
        TriggerClientEvent('vehicleshop:bought', source, car.name)
    end
end)

CreateThread(function()
    while true do
        rankCatalogue()
        Wait(50)
    end
end)
