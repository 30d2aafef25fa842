local MODELS = { 'sultan', 'blista', 'kuruma', 'bison', 'faggio', 'mule', 'stockade', 'zentorno' }
local GOODS = { 'water', 'bread', 'phone', 'bandage', 'lockpick', 'radio', 'ammo', 'rod', 'pickaxe', 'repairkit' }
local REASONS = { 'speeding', 'burglary', 'assault', 'fraud', 'arson', 'smuggling' }

local function seedVehicles(count)
    for i = 1, count do
        local plate = ('FX%04d'):format(i)
        Store.put('vehicles', plate, {
            plate = plate,
            model = MODELS[(i - 1) % #MODELS + 1],
            garage = (i - 1) % 6 + 1,
            fuel = 30 + i * 7 % 70,
            body = 700 + i * 13 % 300,
        })
    end
end

local function seedProperties(count)
    for i = 1, count do
        Store.put('properties', i, {
            id = i, tier = i % 4 + 1, rent = 250 + i % 4 * 175,
            x = -1200 + i * 61 % 2400, y = -1400 + i * 97 % 2800,
        })
    end
end

local function seedCatalogue()
    for i, item in ipairs(GOODS) do
        Store.put('items', item, { name = item, price = 5 * i + i * i, weight = 0.2 * i })
    end
end

local function seedWarrants(count)
    for i = 1, count do
        Store.put('warrants', i, {
            id = i, name = ('Citizen %02d'):format(i * 17 % 64),
            reason = REASONS[i % #REASONS + 1], fine = 150 * (i % 9 + 1),
        })
    end
end

function Seed()
    seedVehicles(96)
    seedProperties(48)
    seedCatalogue()
    seedWarrants(40)
end
