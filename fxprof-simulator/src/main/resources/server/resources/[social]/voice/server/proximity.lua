Proximity = { count = 0, ids = {}, x = {}, y = {}, z = {}, heard = {}, loudest = {} }

-- Positions go into flat arrays first: one native per player, not one per pair.
function Proximity.sample()
    local ids = Roster.ids
    local p = Proximity
    for i = 1, #ids do
        local coords = GetEntityCoords(Roster.ped(ids[i]))
        p.ids[i], p.x[i], p.y[i], p.z[i] = ids[i], coords.x, coords.y, coords.z
    end
    p.count = #ids
end

-- Every player against every other player, on every tick. A grid of cells the
-- size of the shouting range would compare neighbours only.
local function rebuildProximity()
    local n = Proximity.count
    local xs, ys, heard, loudest = Proximity.x, Proximity.y, Proximity.heard, Proximity.loudest
    local shout = VoiceConfig.shout * VoiceConfig.shout
    for i = 1, n do
        local x, y = xs[i], ys[i]
        local count, nearest, least = 0, 0, 1e12
        for j = 1, n do
            if i ~= j then
                local dx, dy = xs[j] - x, ys[j] - y
                local d = dx * dx + dy * dy
                if d < shout then count = count + 1 end
                if d < least then nearest, least = j, d end
            end
        end
        heard[i], loudest[i] = count, nearest
    end
end

CreateThread(function()
    while true do
        Proximity.sample()
        rebuildProximity()
        Wait(0)
    end
end)
