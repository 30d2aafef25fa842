local due, paid, promised = {}, 0, 0

-- The pay run takes ids as text because the C# side parses them itself.
local function collectShift()
    local count = 0
    for _, id in ipairs(Roster.slice(PayrollConfig.slice)) do
        if Timesheet.stamp(id, true) > 0 then
            count = count + 1
            due[count] = tostring(id)
            -- what the books expect, to compare with what the pay run reports
            promised = (promised + exports.fx_core:salaryOf(id)) % 1000000
        end
    end
    for i = count + 1, #due do due[i] = nil end
    return due
end

AddEventHandler('payroll:done', function(count)
    paid = (paid + count) % 1000000
end)

AddEventHandler('playerDropped', function()
    Timesheet[tonumber(source)] = nil
end)

CreateThread(function()
    while true do
        local shift = collectShift()
        if #shift > 0 then
            TriggerEvent('payroll:run', shift)
        end
        Wait(0)
    end
end)

RegisterCommand('payroll_status', function()
    GlobalState.paid = { runs = paid, promised = promised }
end, true)
