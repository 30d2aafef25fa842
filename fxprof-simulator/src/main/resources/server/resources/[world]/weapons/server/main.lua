local SLICE = 40
local hashes, held = {}, Util.byPlayer()

local function weaponOf(id)
    local hash = GetSelectedPedWeapon(Roster.ped(id))
    held[id] = hashes[hash] or 1
    return held[id]
end

RegisterNetEvent('weapons:fired', function()
    local src = source
    local index = held[src] or 1
    if index ~= 5 and math.random(10) == 1 then
        exports.inventory:removeItem(src, 'ammo', 1)
    end
end)

RegisterNetEvent('weapons:hit', function(target, damage)
    local src = source
    local expected = Ballistics.expected(held[src] or 1, damage)
    if damage > expected * 3 then
        TriggerEvent('anticheat:suspect', src, 'damage', damage / expected)
    end
    TriggerClientEvent('weapons:confirmed', src, target)
end)

AddEventHandler('playerDropped', function()
    held[tonumber(source)] = nil
end)

local turn = 0
CreateThread(function()
    -- hashes are looked up once; asking for them on every shot would be a native each
    for i, weapon in ipairs(Weapons) do hashes[GetHashKey(weapon.name)] = i end
    while true do
        turn = turn % #Weapons + 1
        Ballistics.rebuild(turn)
        for _, id in ipairs(Roster.slice(SLICE)) do
            weaponOf(id)
        end
        Wait(0)
    end
end)
