local season, medals = {}, {}
for i = 1, LeaderboardConfig.seasons do
    local bins = {}
    for b = 1, LeaderboardConfig.bins do bins[b] = (i * b) % 7 end
    season[i] = bins
end

AddEventHandler('work:done', function(src, kind, amount)
    local points = LeaderboardConfig.points[kind] or 1
    TriggerEvent('leaderboard:score', src, points * math.min(amount, 5))
end)

AddEventHandler('leaderboard:refresh', function(order)
    medals.gold, medals.silver, medals.bronze = order[1], order[2], order[3]
end)

-- Where does a score stand among the past seasons? One season's curve per tick.
local turn = 0
local function integrateSeason()
    turn = turn % LeaderboardConfig.seasons + 1
    local bins, sum = season[turn], 0
    for b = 1, #bins do
        local value = bins[b]
        sum = sum + value
        bins[b] = value * 0.999 + (sum % 7) * 0.001
    end
    return sum
end

CreateThread(function()
    while true do
        integrateSeason()
        Wait(0)
    end
end)

CreateThread(function()
    Wait(1850)
    while true do
        GlobalState.medals = { gold = medals.gold, silver = medals.silver }
        TriggerClientEvent('leaderboard:medals', -1, medals.gold or 0)
        Wait(5000)
    end
end)
