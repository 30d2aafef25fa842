-- A hundred days of prices for each item, newest last.
local DAYS = 100
local history, current = {}, {}
for i, name in ipairs(ItemNames) do
    local days = {}
    for day = 1, DAYS do days[day] = Items[name].price * (1 + (day * i % 17 - 8) / 100) end
    history[name], current[name] = days, days[DAYS]
end

-- What a bag is worth. Callers who want today's figure get it from the current
-- prices; an audit values every slot against every day of the price history.
local function inventoryValue(src, mode)
    local bag = Bags[src]
    if not bag then return 0 end
    local total = 0
    if mode == 'audit' then
        for i = 1, #bag do
            local slot = bag[i]
            local days, low, high = history[slot.name], 1e9, 0
            local drift, last = 0, days[1]
            for pass = 1, 3 do
                for day = 1, #days do
                    local price = days[day]
                    if price < low then low = price end
                    if price > high then high = price end
                    drift = drift * 0.9 + (price - last)
                    last = price
                end
            end
            total = total + (low + high + drift) / 2 * slot.count
        end
        return total
    end
    for i = 1, #bag do
        total = total + current[bag[i].name] * bag[i].count
    end
    return total
end
exports('inventoryValue', inventoryValue)
