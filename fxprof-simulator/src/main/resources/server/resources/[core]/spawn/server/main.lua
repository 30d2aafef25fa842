local placed = Util.byPlayer()

-- Crowds fade: a point that nobody used for a while is attractive again.
local function decayCrowds()
    for i = 1, #SpawnPoints do
        local point = SpawnPoints[i]
        point.crowd = point.crowd > 0.001 and point.crowd * 0.97 or 0
    end
end

local function pickPoint(x, y)
    local best, bestScore
    for i = 1, #SpawnPoints do
        local point = SpawnPoints[i]
        local dx, dy = point.x - x, point.y - y
        local score = dx * dx + dy * dy + point.crowd * 90000
        if not best or score < bestScore then
            best, bestScore = point, score
        end
    end
    best.crowd = best.crowd + 1
    return best
end

local function placePlayer(src)
    local ped = GetPlayerPed(src)
    local coords = GetEntityCoords(ped)
    local point = pickPoint(coords.x, coords.y)
    SetEntityCoords(ped, point.x, point.y, point.z)
    SetEntityHeading(ped, point.heading)
    placed[src] = true
    TriggerClientEvent('spawn:place', src, point.x, point.y, point.z, point.heading)
end

RegisterNetEvent('spawn:ready', function(outfit)
    if not placed[source] then
        placePlayer(source)
    end
end)

RegisterNetEvent('spawn:placed', function(ok)
    local who = exports.identity:getIdentity(source)
    if ok and who then
        TriggerEvent('spawn:done', source, who.name)
    end
end)

AddEventHandler('playerDropped', function()
    placed[tonumber(source)] = nil
end)

CreateThread(function()
    while true do
        decayCrowds()
        Wait(50)
    end
end)
