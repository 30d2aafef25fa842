local jackpot = 1000

local function spinReels()
    local reels = CasinoConfig.reels
    return reels[math.random(#reels)], reels[math.random(#reels)], reels[math.random(#reels)]
end

local function payout(a, b, c, bet)
    if a == b and b == c then return a == 'seven' and jackpot or bet * 10 end
    if a == b or b == c then return bet * 1.5 end
    return 0
end

RegisterNetEvent('casino:spin', function(bet)
    local src = source
    bet = Util.clamp(bet, 1, CasinoConfig.maxBet)
    if not exports.banking:charge(src, bet, 'casino') then return end
    jackpot = math.min(jackpot + bet * 0.1, 50000)
    local a, b, c = spinReels()
    local won = payout(a, b, c, bet)
    if won > 0 then
        exports.banking:credit(src, won, 'casino')
        TriggerEvent('leaderboard:score', src, 5)
    end
    TriggerClientEvent('casino:reels', src, a, b, c, won)
end)

CreateThread(function()
    while true do
        Shoe.shuffle()
        Shoe.count()
        Wait(50)
    end
end)
