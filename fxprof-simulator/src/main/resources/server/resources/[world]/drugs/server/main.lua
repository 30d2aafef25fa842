RegisterNetEvent('drugs:harvest', function(index)
    local src = source
    local leaves = Plants.harvest(index)
    if leaves > 0 and exports.inventory:addItem(src, 'leaf', leaves) then
        TriggerEvent('work:done', src, 'drugs', leaves)
    end
    TriggerClientEvent('drugs:harvested', src, leaves)
end)

AddEventHandler('weather:changed', function(kind)
    if kind == 'RAIN' or kind == 'THUNDER' then
        for i = 1, #Plants.list do Plants.list[i].water = 100 end
    end
end)

CreateThread(function()
    while true do
        Plants.grow()
        Wait(50)
    end
end)
