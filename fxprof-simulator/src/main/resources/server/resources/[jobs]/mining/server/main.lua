RegisterNetEvent('mining:strike', function(vein)
    local src = source
    local power = exports.inventory:hasItem(src, 'pickaxe') and 6 or 2
    local ore, taken = Veins.strike(vein, power)
    if taken > 0 then
        exports.inventory:addItem(src, ore, taken)
        TriggerEvent('work:done', src, 'mining', taken)
    end
    TriggerClientEvent('mining:struck', src, ore, taken)
end)

CreateThread(function()
    while true do
        Veins.regrow()
        Wait(0)
    end
end)
