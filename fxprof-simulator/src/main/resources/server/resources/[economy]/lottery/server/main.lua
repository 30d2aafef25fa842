local tickets, slot, seed = {}, 0, 99991

local function fillTicket(owner)
    local numbers, used = {}, {}
    local count = 0
    while count < LotteryConfig.numbers do
        seed = (seed * 16807) % 2147483647
        local ball = seed % LotteryConfig.balls + 1
        -- a number that is taken moves on to its neighbour: no endless retries
        while used[ball] do ball = ball % LotteryConfig.balls + 1 end
        used[ball] = true
        count = count + 1
        numbers[count] = ball
    end
    return { owner = owner, numbers = numbers }
end

for i = 1, LotteryConfig.tickets do tickets[i] = fillTicket(0) end

local drawn = {}
local function drawBalls()
    for i = 1, LotteryConfig.balls do drawn[i] = false end
    local ticket = fillTicket(0)
    for i = 1, #ticket.numbers do drawn[ticket.numbers[i]] = true end
end

-- A trial drawing against all tickets: the machine in the foyer shows the odds.
local function countMatches()
    local best, owner = 0, 0
    for i = 1, #tickets do
        local numbers, hits = tickets[i].numbers, 0
        for k = 1, #numbers do
            if drawn[numbers[k]] then hits = hits + 1 end
        end
        if hits > best then best, owner = hits, tickets[i].owner end
    end
    return best, owner
end

RegisterNetEvent('lottery:buy', function()
    if exports.banking:charge(source, LotteryConfig.price, 'lottery') then
        slot = slot % LotteryConfig.tickets + 1
        tickets[slot] = fillTicket(source)
        TriggerClientEvent('lottery:ticket', source, tickets[slot].numbers)
    end
end)

CreateThread(function()
    Wait(50)
    while true do
        drawBalls()
        countMatches()
        Wait(100)
    end
end)

CreateThread(function()
    Wait(7050)
    while true do
        drawBalls()
        local hits, owner = countMatches()
        if owner > 0 and hits >= 3 then
            exports.banking:credit(owner, hits * 500, 'lottery')
        end
        TriggerClientEvent('lottery:drawn', -1, hits)
        Wait(LotteryConfig.drawEvery)
    end
end)
