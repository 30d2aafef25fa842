local history = Util.ring(ChatConfig.history, { author = 'server', text = 'Welcome to the server, please read the rules.' })
local sent = Util.byPlayer()

local function mayTalk(src)
    sent[src] = (sent[src] or 0) + 1
    return sent[src] <= ChatConfig.perTenSeconds
end

local function broadcast(src, text)
    local player = exports.fx_core:getPlayer(src)
    local author = player and player.name or ('#' .. src)
    Util.push(history, { author = author, text = text })
    TriggerClientEvent('chat:addMessage', -1, { author = author, text = text })
    TriggerEvent('chat:said', src, text)
end

RegisterNetEvent('chat:message', function(text)
    local src = source
    text = tostring(text):sub(1, ChatConfig.maxLength)
    if not mayTalk(src) then return end
    broadcast(src, Filter.clean(text))
end)

RegisterNetEvent('chat:typing', function(on)
    Player(source).state.typing = on
end)

AddEventHandler('playerDropped', function()
    sent[tonumber(source)] = nil
end)

-- Spam shows as messages that resemble each other: compare two per tick.
local cursor = 1
local function compareNeighbours()
    local a, b = history[cursor], history[cursor % history.size + 1]
    cursor = cursor % history.size + 1
    return Filter.similarity(a.text, b.text)
end

CreateThread(function()
    while true do
        compareNeighbours()
        Wait(50)
    end
end)

CreateThread(function()
    Wait(950)
    while true do
        for _, id in ipairs(Roster.ids) do sent[id] = 0 end
        Wait(10000)
    end
end)

RegisterCommand('say', function(src, args)
    TriggerClientEvent('chat:addMessage', -1, { author = 'console', text = table.concat(args, ' ') })
end, true)
