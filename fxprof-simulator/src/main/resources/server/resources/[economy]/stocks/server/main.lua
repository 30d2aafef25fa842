local portfolios, seed = Util.byPlayer(), 4711

RegisterNetEvent('stocks:order', function(index, quantity)
    local share = Tickers[(index - 1) % #Tickers + 1]
    local cost = share.price * quantity
    if exports.banking:charge(source, cost, share.code) then
        portfolios[source] = (portfolios[source] or 0) + quantity
        share.price = share.price * 1.001
        TriggerClientEvent('stocks:filled', source, share.code, quantity, Util.money(cost))
    end
end)

AddEventHandler('playerDropped', function()
    portfolios[tonumber(source)] = nil
end)

CreateThread(function()
    while true do
        seed = Market.step(seed)
        Wait(0)
    end
end)

CreateThread(function()
    Wait(600)
    while true do
        GlobalState.ticker = Market.ticker()
        Wait(500)
    end
end)

RegisterCommand('market_shock', function(src, args)
    local factor = tonumber(args[1]) or 1
    for i = 1, #Tickers do
        Tickers[i].price = Util.clamp(Tickers[i].price * factor, 5, 900)
    end
end, true)
