local battery, signal = Util.byPlayer(), Util.byPlayer()
local towers = {}
for i = 1, PhoneConfig.towers do towers[i] = { x = i * 331 % 3000 - 1500, y = i * 577 % 3000 - 1500, power = 1 + i % 3 } end

-- Best tower by free-space loss; phones on the edge drain faster.
local function measureSignal(id, x, y)
    local best = 0
    for i = 1, #towers do
        local tower = towers[i]
        local dx, dy = tower.x - x, tower.y - y
        local strength = tower.power * 250000 / (dx * dx + dy * dy + 10000)
        if strength > best then best = strength end
    end
    signal[id] = best
    local level = (battery[id] or 100) - PhoneConfig.drain * (2 - math.min(1, best))
    battery[id] = level > 1 and level or 100
    return best
end

RegisterNetEvent('phone:sms', function(target, text)
    local src = source
    local thread = Threads.append(src, target, tostring(text))
    TriggerClientEvent('phone:receive', target, src, Threads.preview(thread))
end)

RegisterNetEvent('phone:read', function()
    local thread = Threads.list[source % PhoneConfig.threads + 1]
    thread.unread = 0
end)

RegisterNetEvent('phone:contacts', function()
    local src = source
    exports.database:fetchAsync('contacts', src, function(row)
        TriggerClientEvent('phone:contactList', src, row or { 'emergency', 'taxi' })
    end)
end)

AddEventHandler('playerDropped', function()
    local src = tonumber(source)
    battery[src], signal[src] = nil, nil
end)

local phase = 0
CreateThread(function()
    while true do
        phase = (phase + 1) % 3600
        for _, id in ipairs(Roster.slice(PhoneConfig.slice)) do
            -- the last known cell is good enough; asking the entity would be a native
            measureSignal(id, (id * 97 + phase) % 3000 - 1500, (id * 57 - phase) % 3000 - 1500)
        end
        Wait(0)
    end
end)
