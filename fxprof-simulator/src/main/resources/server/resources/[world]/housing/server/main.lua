local tenants = { kind = 'tenants' }

local function bill(home)
    local tenant = tenants[home.id]
    if not tenant then return end
    local amount = home.rent / 100 + home.kwh * 0.3
    if not exports.banking:charge(tenant, amount, 'rent') then
        tenants[home.id] = nil
        TriggerClientEvent('housing:evicted', tenant)
    end
end

RegisterNetEvent('housing:enter', function(id)
    local src = source
    local home = Meters.homes[(id - 1) % 48 + 1]
    if not home then return end
    tenants[home.id] = tenants[home.id] or src
    local appliance = src % HousingConfig.appliances + 1
    home.loads[appliance] = (home.loads[appliance] + 0.3) % 1.2
    SetPlayerRoutingBucket(src, 0)
    TriggerClientEvent('housing:entered', src, home.tier)
end)

AddEventHandler('playerDropped', function()
    local src = tonumber(source)
    for i = 1, #Meters.homes do
        local id = Meters.homes[i].id
        if tenants[id] == src then tenants[id] = nil end
    end
end)

CreateThread(function()
    Meters.install(exports.database:fetchAll('properties'))
    while true do
        Meters.read()
        Wait(50)
    end
end)

local turn = 0
CreateThread(function()
    Wait(850)
    while true do
        for step = 1, 4 do
            turn = turn % 48 + 1
            local home = Meters.homes[turn]
            if home then bill(home) end
        end
        Wait(HousingConfig.billEvery)
    end
end)
