local worn = Util.byPlayer()

local function outfitOf(src)
    local outfit = worn[src]
    if not outfit then
        outfit = {}
        for i = 1, #Wardrobe.components do outfit[i] = (src + i) % 20 + 1 end
        worn[src] = outfit
    end
    return outfit
end

-- Colour harmony of an outfit: the shop assistant has an opinion.
local function harmony(outfit)
    local score = 0
    for a = 1, #outfit do
        local first = Wardrobe.components[a][outfit[a]].colour
        for b = a + 1, #outfit do
            local gap = math.abs(first - Wardrobe.components[b][outfit[b]].colour) % 360
            if gap > 180 then gap = 360 - gap end
            if gap < 30 or gap > 150 then score = score + 1 end
        end
    end
    return score
end

local function suggest(src)
    local outfit = outfitOf(src)
    local best, bestScore = 1, -1
    local component = src % #outfit + 1
    local kept = outfit[component]
    for candidate = 1, 3 do
        outfit[component] = (kept + candidate * 5) % 20 + 1
        local score = harmony(outfit)
        if score > bestScore then best, bestScore = outfit[component], score end
    end
    outfit[component] = kept
    return component, best, bestScore
end

RegisterNetEvent('clothing:preview', function(component, drawable)
    local outfit = outfitOf(source)
    component = Util.clamp(component, 1, #outfit)
    outfit[component] = drawable % 20 + 1
    TriggerClientEvent('clothing:opinion', source, suggest(source))
end)

RegisterNetEvent('clothing:save', function()
    local src = source
    if exports.banking:charge(src, 30, 'clothes') then
        exports.database:upsert('outfits', src, { outfit = outfitOf(src) })
        Player(src).state:set('outfit', src % 100, true)
    end
end)

AddEventHandler('playerDropped', function()
    worn[tonumber(source)] = nil
end)

-- The shop window changes by itself.
local mannequin = 0
CreateThread(function()
    Wait(150)
    while true do
        mannequin = mannequin % 8 + 1
        suggest(-mannequin)
        Wait(200)
    end
end)
