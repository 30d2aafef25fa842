Calls = { next = 1, open = {}, units = {} }

for i = 1, 16 do
    Calls.units[i] = {
        service = DispatchConfig.services[i % #DispatchConfig.services + 1],
        x = -900 + i * 113, y = 700 - i * 97, busy = false, load = 0,
    }
end

-- Calls live in fixed slots: a new one replaces the oldest.
for i = 1, DispatchConfig.openCalls do
    Calls.open[i] = { id = 0, service = DispatchConfig.services[i % 4 + 1], x = i * 40, y = -i * 55, priority = 1, age = i }
end

function Calls.create(service, x, y, priority)
    local id = Calls.next
    Calls.next = id + 1
    local slot = Calls.open[id % DispatchConfig.openCalls + 1]
    slot.id, slot.service, slot.x, slot.y = id, service, x, y
    slot.priority, slot.age = priority, 0
    return id
end

-- For each call the cheapest unit of its service; busy units count as far away.
function Calls.match()
    local matched = 0
    for i = 1, #Calls.open do
        local call = Calls.open[i]
        local best, bestCost
        for k = 1, #Calls.units do
            local unit = Calls.units[k]
            if unit.service == call.service then
                local dx, dy = unit.x - call.x, unit.y - call.y
                local cost = dx * dx + dy * dy + unit.load * 40000
                if not best or cost < bestCost then best, bestCost = unit, cost end
            end
        end
        call.age = call.age + 1
        if best then
            best.load = best.load * 0.9 + call.priority * 0.1
            call.unit = best
            matched = matched + 1
        end
    end
    return matched
end
