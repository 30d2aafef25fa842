local visited, tour = {}, {}

-- Nearest neighbour: not the best tour, but drivers would not follow it anyway.
local function planTour(start)
    local count = #Depots
    for i = 1, count do visited[i] = false end
    local at, length = start, 0
    for stop = 1, count do
        visited[at] = true
        tour[stop] = at
        local here = Depots[at]
        local nearest, least
        for i = 1, count do
            if not visited[i] then
                local other = Depots[i]
                local dx, dy = other.x - here.x, other.y - here.y
                local d = dx * dx + dy * dy
                if not nearest or d < least then nearest, least = i, d end
            end
        end
        if not nearest then break end
        length = length + math.sqrt(least)
        at = nearest
    end
    return length
end

RegisterNetEvent('trucking:checkpoint', function(number)
    local contract = Contracts.board[number % #Contracts.board + 1]
    contract.crates = contract.crates % 20 + 1
    if number == 1 then
        exports.banking:credit(source, math.floor(contract.reward), 'freight')
    end
    TriggerClientEvent('trucking:next', source, Depots[contract.depot].name)
end)

local start = 0
CreateThread(function()
    Wait(50)
    while true do
        Contracts.flow()
        start = start % #Depots + 1
        planTour(start)
        Wait(100)
    end
end)
