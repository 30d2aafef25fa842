local fares = Util.byPlayer()

local function quoteFare(metres, station)
    local litres = metres / 11000
    return Util.round(4 + metres * 0.0021 + litres * exports.fuel:pricePerLitre(station), 2)
end

local function offerFare(driver)
    local count = #Roads.nodes
    local from, to = math.random(count), math.random(count)
    local metres, hops = Router.find(from, to)
    fares[driver] = { from = from, to = to, price = quoteFare(metres, from % 6 + 1), hops = hops }
    TriggerClientEvent('taxi:offer', driver, fares[driver].price, hops)
end

RegisterNetEvent('taxi:fare', function(stop)
    local fare = fares[source]
    if fare and stop % 2 == 0 then
        exports.banking:credit(source, fare.price, 'taxi fare')
        fares[source] = nil
    end
end)

RegisterNetEvent('taxi:accept', function()
    local fare = fares[source]
    if fare then fare.accepted = true end
end)

AddEventHandler('playerDropped', function()
    fares[tonumber(source)] = nil
end)

local turn = 0
CreateThread(function()
    Wait(300)
    while true do
        local drivers = exports.fx_core:getPlayersInJob('taxi')
        if #drivers > 0 then
            turn = turn % #drivers + 1
            offerFare(drivers[turn])
        end
        Wait(250)
    end
end)

-- Traffic breathes: jams build up and dissolve.
local function breatheTraffic()
    local traffic = Router.traffic
    for i = 1, #traffic do
        local value = traffic[i] + (i * 7 % 11 - 5) * 0.002
        if value > 1.9 or value < 1 then value = 1.3 end
        traffic[i] = value
    end
end

CreateThread(function()
    while true do
        breatheTraffic()
        Wait(50)
    end
end)
