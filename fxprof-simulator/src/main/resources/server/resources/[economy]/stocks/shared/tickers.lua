Tickers = {}

local CODES = { 'LSC', 'FLE', 'BTC', 'VAN', 'GRP', 'PMP', 'WZL', 'AUG', 'BRU', 'DEB', 'ECO', 'GAS', 'MAZ', 'RWC', 'SHK', 'TNK' }
for i, code in ipairs(CODES) do
    Tickers[i] = { code = code, price = 40 + i * 9, volatility = 0.004 + i % 4 * 0.002, window = {} }
    for k = 1, 20 do Tickers[i].window[k] = Tickers[i].price end
end
