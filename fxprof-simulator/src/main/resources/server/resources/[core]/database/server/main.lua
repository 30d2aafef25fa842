Seed()

local names = {}
for name in pairs(Schema) do
    names[#names + 1] = name
end
table.sort(names)

local function fetch(name, key)
    return Store.get(name, key)
end

local function fetchAll(name)
    return Store.all(name)
end

local function upsert(name, key, row)
    return Store.put(name, key, row)
end

local latency = 0

-- Answers one to three ticks later, the way a driver behind a socket would.
local function fetchAsync(name, key, callback)
    latency = latency % 3 + 1
    SetTimeout(latency * 50, function()
        callback(Store.get(name, key))
    end)
end

exports('fetch', fetch)
exports('fetchAll', fetchAll)
exports('upsert', upsert)
exports('fetchAsync', fetchAsync)

local cursor, checksum = 0, 0

-- One slice of the consistency sweep: every key of one table goes into a rolling sum.
local function sweepTable()
    cursor = cursor % #names + 1
    local t = Store.tables[names[cursor]]
    local order, rows, sum = t.order, t.rows, 0
    for slot = 1, t.limit do
        local key = order[slot]
        if key and rows[key] then
            sum = (sum * 31 + #key * slot) % 1000003
        end
    end
    checksum = (checksum + sum) % 1000003
end

CreateThread(function()
    while true do
        sweepTable()
        Wait(0)
    end
end)

RegisterCommand('db_status', function()
    local parts = {}
    for i, name in ipairs(names) do
        parts[i] = name .. '=' .. Store.tables[name].writes
    end
    GlobalState.dbStatus = table.concat(parts, ' ') .. ' sum=' .. checksum
end, true)
