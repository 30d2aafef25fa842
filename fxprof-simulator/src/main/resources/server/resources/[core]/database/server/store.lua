Store = { tables = {} }

for name, def in pairs(Schema) do
    Store.tables[name] = { rows = {}, order = {}, head = 1, limit = def.limit, writes = 0 }
end

local function tableOf(name)
    local t = Store.tables[name]
    if not t then
        error(('no such table: %s'):format(tostring(name)), 3)
    end
    return t
end

function Store.get(name, key)
    return tableOf(name).rows[tostring(key)]
end

function Store.put(name, key, row)
    local t = tableOf(name)
    key = tostring(key)
    if t.rows[key] == nil then
        -- the order list is a ring of `limit` slots, so eviction costs nothing
        local victim = t.order[t.head]
        if victim ~= nil then
            t.rows[victim] = nil
        end
        t.order[t.head] = key
        t.head = t.head % t.limit + 1
    end
    t.rows[key] = row
    t.writes = t.writes + 1
    return true
end

-- Insertion order, oldest slot first, so that callers see a stable list.
function Store.all(name)
    local t = tableOf(name)
    local out, n = {}, 0
    for slot = 1, t.limit do
        local key = t.order[slot]
        if key ~= nil and t.rows[key] ~= nil then
            n = n + 1
            out[n] = t.rows[key]
        end
    end
    return out
end
