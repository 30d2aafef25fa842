Bags = {}

local function newSlot(name, count)
    return { name = name, count = count, quality = 100 }
end

-- Everybody carries a full set of slots, so each bag costs the same to walk.
function Bags.create(src)
    local bag = {}
    for i = 1, InventoryConfig.slots do
        bag[i] = newSlot(ItemNames[(src + i * 2) % #ItemNames + 1], (src + i) % 5 + 1)
    end
    Bags[src] = bag
    return bag
end

function Bags.find(src, name)
    local bag = Bags[src]
    if not bag then return nil end
    for i = 1, #bag do
        if bag[i].name == name then return bag[i], i end
    end
end

function Bags.weight(src)
    local bag, total = Bags[src], 0
    if not bag then return 0 end
    for i = 1, #bag do
        total = total + Items[bag[i].name].weight * bag[i].count
    end
    return total
end

function Bags.put(src, name, count)
    local slot = Bags.find(src, name)
    if not slot then
        local bag = Bags[src]
        if not bag or not Items[name] then return false end
        -- a full bag swaps its smallest stack for the new item
        slot = bag[1]
        for i = 2, #bag do
            if bag[i].count < slot.count then slot = bag[i] end
        end
        slot.name, slot.count = name, 0
    end
    slot.count = Util.clamp(slot.count + count, 0, InventoryConfig.maxCount)
    return true
end
