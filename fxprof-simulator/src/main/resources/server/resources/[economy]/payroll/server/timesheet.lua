Timesheet = {}

-- Minutes worked, one ring per player; half of them count as overtime at night.
function Timesheet.of(id)
    local sheet = Timesheet[id]
    if not sheet then
        sheet = Util.ring(PayrollConfig.minutes, 1)
        Timesheet[id] = sheet
    end
    return sheet
end

function Timesheet.stamp(id, worked)
    local sheet = Timesheet.of(id)
    Util.push(sheet, worked and 1 or 0)
    local minutes, overtime = 0, 0
    for i = 1, sheet.size do
        minutes = minutes + sheet[i]
        if i % 2 == 0 then overtime = overtime + sheet[i] * 0.25 end
    end
    return minutes + overtime
end
