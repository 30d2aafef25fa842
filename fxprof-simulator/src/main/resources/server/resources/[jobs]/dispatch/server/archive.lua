local archive = {}

-- Every two seconds the oldest call is filed for the shift report. Nothing ever
-- takes an entry out again: the report was meant to clear it and never does.
local function fileOldestCall()
    local call = Calls.open[#archive % DispatchConfig.openCalls + 1]
    archive[#archive + 1] = { service = call.service, priority = call.priority, at = GetGameTimer(), late = 0 }
end

-- Walks the whole archive to keep the "overdue" figure on the dashboard current.
local function countOverdue(now)
    local overdue, worst, drift, total = 0, 0, 0, 0
    for i = 1, #archive do
        local entry = archive[i]
        local late = (now - entry.at) * entry.priority
        if late > 600000 then overdue = overdue + 1 end
        if late > worst then worst = late end
        drift = drift * 0.9 + (late - entry.late) * 0.1
        total = total + entry.priority
        entry.late = late
    end
    return overdue, worst, drift, total
end

CreateThread(function()
    while true do
        countOverdue(GetGameTimer())
        Wait(0)
    end
end)

CreateThread(function()
    while true do
        Wait(DispatchConfig.reportEvery)
        fileOldestCall()
    end
end)
