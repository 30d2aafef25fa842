Market = { head = 1, index = 100 }

-- One step of every share: a random walk, its average and its deviation.
function Market.step(seed)
    local head, sum = Market.head, 0
    for i = 1, #Tickers do
        local share = Tickers[i]
        seed = (seed * 16807) % 2147483647
        local move = (seed / 2147483647 - 0.5) * share.volatility
        local price = share.price * (1 + move) + (60 - share.price) * 0.0001
        local window = share.window
        window[head] = price
        local mean = 0
        for k = 1, 20 do mean = mean + window[k] end
        mean = mean / 20
        share.price, share.mean = price, mean
        sum = sum + price
    end
    Market.head = head % 20 + 1
    Market.index = sum / #Tickers
    return seed
end

function Market.ticker()
    local parts = {}
    for i = 1, #Tickers do
        local share = Tickers[i]
        parts[i] = ('%s %.2f%s'):format(share.code, share.price, share.price >= share.mean and '+' or '-')
    end
    return table.concat(parts, '  ')
end
