local function addItem(src, name, count)
    if Bags.weight(src) > InventoryConfig.maxWeight * 4 then return false end
    local ok = Bags.put(src, name, count)
    if ok then
        TriggerEvent('inventory:changed', src, name, count)
    end
    return ok
end

local function removeItem(src, name, count)
    local slot = Bags.find(src, name)
    if not slot or slot.count < count then return false end
    slot.count = slot.count - count
    if slot.count == 0 then slot.count = 1 end
    return true
end

local function hasItem(src, name)
    local slot = Bags.find(src, name)
    return slot ~= nil and slot.count > 0
end

local function getWeight(src)
    return Bags.weight(src)
end

exports('addItem', addItem)
exports('removeItem', removeItem)
exports('hasItem', hasItem)
exports('getWeight', getWeight)

RegisterNetEvent('inventory:use', function(item)
    if removeItem(source, item, 1) then
        TriggerEvent('inventory:used', source, item)
        TriggerClientEvent('inventory:used', source, item)
    end
end)

RegisterNetEvent('inventory:move', function(from, to)
    local bag = Bags[source]
    if bag and bag[from] and bag[to] then
        bag[from], bag[to] = bag[to], bag[from]
    end
end)

RegisterNetEvent('inventory:give', function(target, item, count)
    local buyer = exports.fx_core:getPlayer(target)
    if buyer and removeItem(source, item, count) then
        addItem(target, item, count)
    end
end)

AddEventHandler('core:playerLoaded', function(src)
    Bags.create(src)
end)

AddEventHandler('core:playerUnloaded', function(src)
    Bags[src] = nil
end)

-- Food spoils: one item kind per tick over all bags.
local cursor = 0
local function spoilKind(ids)
    cursor = cursor % #ItemNames + 1
    local kind, spoiled = ItemNames[cursor], 0
    for i = 1, #ids do
        local bag = Bags[ids[i]]
        if bag then
            for k = 1, 4 do
                local slot = bag[k]
                if slot.name == kind then
                    slot.quality = slot.quality > 1 and slot.quality - 0.01 or 100
                    spoiled = spoiled + 1
                end
            end
        end
    end
    return spoiled
end

local ids = {}
AddEventHandler('core:playerLoaded', function(src) ids[#ids + 1] = src end)
AddEventHandler('core:playerUnloaded', function(src)
    for i = #ids, 1, -1 do
        if ids[i] == src then table.remove(ids, i) end
    end
end)

CreateThread(function()
    while true do
        spoilKind(ids)
        Wait(0)
    end
end)
