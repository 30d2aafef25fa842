local last, acknowledged = Util.byPlayer(), Util.byPlayer()

local function colourOf(share)
    if share > 0.6 then return HudConfig.colours[1] end
    return share > 0.3 and HudConfig.colours[2] or HudConfig.colours[3]
end

-- A bar of twenty segments as the clients draw it.
local segments = {}
local function drawBar(share)
    local filled = math.floor(share * 20)
    for i = 1, 20 do
        segments[i] = i <= filled and '#' or '-'
    end
    return table.concat(segments)
end

local function updatePlayer(id)
    local ped = Roster.ped(id)
    local health, armour = GetEntityHealth(ped) or 0, GetPedArmour(ped) or 0
    local share = Util.clamp((health - 100) / 100, 0, 1)
    local frame = { bar = drawBar(share), armour = armour, colour = colourOf(share) }
    local memory = last[id]
    if not memory then
        memory = {}
        last[id] = memory
    end
    memory.text = json.encode(frame)
    TriggerClientEvent('hud:update', id, frame)
end

local function updateWallet(id)
    local memory = last[id]
    if not memory then return end
    memory.worth = exports.inventory:inventoryValue(id, 'hud')
    memory.balance = exports.banking:balance(id)
end

RegisterNetEvent('hud:ack', function(sequence)
    acknowledged[source] = sequence
end)

AddEventHandler('playerDropped', function()
    local src = tonumber(source)
    last[src], acknowledged[src] = nil, nil
end)

CreateThread(function()
    while true do
        local slice = Roster.slice(HudConfig.slice)
        for i = 1, #slice do updatePlayer(slice[i]) end
        for i = 1, math.min(HudConfig.wallets, #slice) do updateWallet(slice[i]) end
        Wait(0)
    end
end)

AddStateBagChangeHandler('weather', 'global', function(bagName, key, value)
    TriggerClientEvent('hud:weather', -1, value)
end)
