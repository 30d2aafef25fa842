local catalogue = {}

-- Shop, inventory, core, bank: a checkout touches four resources.
local function checkout(src, shop, name, count)
    local price = Stock.take(shop, name, count)
    if not price then return false, 'unknown article' end
    if not exports.banking:charge(src, price, 'shop') then
        return false, 'no money'
    end
    if not exports.inventory:addItem(src, name, count) then
        exports.banking:credit(src, price, 'refund')
        return false, 'too heavy'
    end
    return true, Util.money(price)
end

RegisterNetEvent('shops:buy', function(name, count)
    local ok, text = checkout(source, source % ShopConfig.shops + 1, name, count)
    TriggerClientEvent('shops:receipt', source, ok, text)
end)

RegisterNetEvent('shops:browse', function(shop)
    TriggerClientEvent('shops:shelf', source, Stock.shops[(shop - 1) % #Stock.shops + 1])
end)

CreateThread(function()
    for _, row in ipairs(exports.database:fetchAll('items')) do
        catalogue[row.name] = row.price
    end
    Wait(100)
    while true do
        Stock.reprice()
        Wait(100)
    end
end)

CreateThread(function()
    Wait(750)
    while true do
        local bargains = {}
        for g = 1, 5 do
            local article = Stock.shops[1][g]
            bargains[g] = { name = article.name, price = Util.round(article.price, 2) }
        end
        TriggerClientEvent('shops:bargains', -1, bargains)
        Wait(10000)
    end
end)
