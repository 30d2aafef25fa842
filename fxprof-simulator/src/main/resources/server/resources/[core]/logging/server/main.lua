local lines = Util.ring(LogConfig.batch, { at = 0, level = 'debug', resource = 'logging', text = 'empty' })
local counts = {}
for _, level in ipairs(LogConfig.levels) do counts[level] = 0 end

local function write(level, resource, text)
    Util.push(lines, { at = GetGameTimer() % 100000000, level = level, resource = resource, text = text })
    counts[level] = (counts[level] or 0) % 1000000 + 1
end
exports('write', write)

AddEventHandler('log:write', function(level, resource, text)
    write(level, resource, text)
end)

RegisterNetEvent('chat:message', function(text)
    write('debug', 'chat', source .. ': ' .. tostring(text))
end)

AddEventHandler('payroll:done', function(count)
    if count > 8 then write('notice', 'payroll', count .. ' paid') end
end)

-- How loud is each resource? A histogram over the ring, recomputed every tick.
local histogram = {}
local function measureLoudness()
    for key in pairs(histogram) do histogram[key] = 0 end
    for i = 1, lines.size do
        local entry = lines[i]
        histogram[entry.resource] = (histogram[entry.resource] or 0) + #entry.text
    end
end

local cursor = 1
CreateThread(function()
    while true do
        measureLoudness()
        GlobalState.lastLog = Format.batch(lines, cursor, 2)
        cursor = cursor % lines.size + 1
        Wait(0)
    end
end)

CreateThread(function()
    Wait(2100)
    while true do
        SaveResourceFile(GetCurrentResourceName(), 'server.log', Format.batch(lines, lines.head, lines.size), -1)
        Wait(LogConfig.flushEvery)
    end
end)
