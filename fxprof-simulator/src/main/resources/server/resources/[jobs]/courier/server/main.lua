local delivered = Util.byPlayer()

RegisterNetEvent('courier:deliver', function(stop)
    local place = Round.stops[(stop - 1) % #Round.stops + 1]
    delivered[source] = (delivered[source] or 0) % 1000 + place.parcels
    exports.banking:credit(source, CourierConfig.pay * place.parcels, 'parcels')
    TriggerClientEvent('courier:next', source, Round.order[stop % #Round.order + 1])
end)

AddEventHandler('playerDropped', function()
    delivered[tonumber(source)] = nil
end)

local beat = 0
CreateThread(function()
    while true do
        beat = (beat + 1) % 100000
        Round.shuffleStop(beat)
        for pass = 1, 2 do
            Round.improve()
        end
        Wait(50)
    end
end)
