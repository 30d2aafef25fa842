local entered = Util.byPlayer()

RegisterNetEvent('races:checkpoint', function(number)
    local src = source
    local slot = entered[src] or (src % #Standings.cars + 1)
    entered[src] = slot
    for i = 1, #Standings.cars do
        local car = Standings.cars[i]
        if car.number == slot then
            car.driver = src
            car.into = car.into + 5
            TriggerClientEvent('races:position', src, i, Util.round(car.gap or 0, 1))
            break
        end
    end
end)

AddEventHandler('playerDropped', function()
    entered[tonumber(source)] = nil
end)

CreateThread(function()
    while true do
        Standings.advance(0.05)
        Standings.sort()
        Wait(50)
    end
end)

CreateThread(function()
    Wait(1150)
    while true do
        local leader = Standings.cars[1]
        if leader.driver > 0 then
            exports.banking:credit(leader.driver, 100, 'race')
            TriggerEvent('leaderboard:score', leader.driver, 10)
        end
        TriggerClientEvent('races:leader', -1, leader.number)
        Wait(5000)
    end
end)
