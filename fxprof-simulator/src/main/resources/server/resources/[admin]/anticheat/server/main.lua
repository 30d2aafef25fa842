local wealth, suspects = Util.byPlayer(), Util.ring(32, false)

local function check(id)
    local ped = Roster.ped(id)
    local coords = GetEntityCoords(ped)
    Movement.add(id, coords.x, coords.y)
    if (GetEntityHealth(ped) or 0) > (GetEntityMaxHealth(ped) or 200) then
        TriggerEvent('anticheat:suspect', id, 'health', 1)
    end
    return Movement.judge(id)
end

-- Audits one bag a tick. The audit values the bag against the whole price
-- history, which is far more than the comparison below needs.
local function auditWealth(id)
    local value = exports.inventory:inventoryValue(id, 'audit')
    local before = wealth[id] or value
    if value > before * 4 and value > 100000 then
        TriggerEvent('anticheat:suspect', id, 'wealth', value / before)
    end
    wealth[id] = value
end

AddEventHandler('anticheat:suspect', function(id, reason, factor)
    Util.push(suspects, { id = id, reason = reason, factor = factor })
end)

RegisterNetEvent('player:position', function(x, y)
    Movement.add(source, x, y)
end)

RegisterNetEvent('weapons:hit', function(target, damage)
    if target == source and damage > 95 then
        TriggerEvent('anticheat:suspect', source, 'self damage', damage)
    end
end)

RegisterNetEvent('anticheat:response', function(answer)
    if tonumber(answer) == nil then
        TriggerEvent('anticheat:suspect', source, 'challenge', 1)
    end
end)

AddEventHandler('playerDropped', function()
    local src = tonumber(source)
    Movement.forget(src)
    wealth[src] = nil
end)

CreateThread(function()
    while true do
        local slice = Roster.slice(AnticheatConfig.slice)
        for i = 1, #slice do check(slice[i]) end
        if slice[1] then auditWealth(slice[1]) end
        Wait(0)
    end
end)

CreateThread(function()
    Wait(1550)
    while true do
        TriggerClientEvent('anticheat:challenge', -1, math.random(100000))
        Wait(AnticheatConfig.challengeEvery)
    end
end)

RegisterCommand('ac_status', function()
    local open = 0
    for i = 1, suspects.size do if suspects[i] then open = open + 1 end end
    GlobalState.suspects = open
end, true)
