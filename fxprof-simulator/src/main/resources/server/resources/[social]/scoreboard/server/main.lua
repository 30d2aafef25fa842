local rank, pings, worth, rows = Util.byPlayer(), Util.byPlayer(), Util.byPlayer(), {}

AddEventHandler('leaderboard:refresh', function(order)
    for place, id in ipairs(order) do
        rank[tonumber(id)] = place
    end
end)

local function measure(id)
    pings[id] = GetPlayerPing(id) or 0
    return pings[id]
end

-- A block of fixed-width text rows, sixteen players at a time.
local function renderRows(from)
    local ids = Roster.ids
    local total = #ids
    local count = math.min(ScoreboardConfig.rows, total)
    for i = 1, count do
        local id = ids[(from + i - 2) % total + 1]
        local bar = ('|'):rep(math.min(8, math.floor((pings[id] or 0) / 16) + 1))
        rows[i] = ('%4d %-8s %3d %9.0f'):format(id, bar, rank[id] or 99, worth[id] or 0)
    end
    for i = count + 1, #rows do rows[i] = nil end
    return table.concat(rows, '\n')
end

RegisterNetEvent('scoreboard:open', function()
    TriggerClientEvent('scoreboard:show', source, renderRows(source))
end)

AddEventHandler('playerDropped', function()
    local src = tonumber(source)
    rank[src], pings[src], worth[src] = nil, nil, nil
end)

local page = 1
CreateThread(function()
    while true do
        local slice = Roster.slice(ScoreboardConfig.pingSlice)
        for i = 1, #slice do measure(slice[i]) end
        local id = slice[1]
        if id then worth[id] = exports.inventory:inventoryValue(id, 'scoreboard') end
        Wait(0)
    end
end)

CreateThread(function()
    Wait(100)
    while true do
        page = page % 64 + 16
        renderRows(page)
        Wait(100)
    end
end)
