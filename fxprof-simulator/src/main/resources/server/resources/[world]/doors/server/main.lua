local function mayUse(src, door)
    return not door.locked or src % 4 == door.group % 4
end

RegisterNetEvent('doors:use', function(id)
    local door = Doors.list[(id - 1) % #Doors.list + 1]
    if mayUse(source, door) then
        door.open = 40
        TouchGroup(door.group)
        TriggerClientEvent('doors:open', -1, door.id)
    else
        door.health = math.max(10, door.health - 1)
    end
end)

-- Springs close the doors; the hinges wear a little and get oiled at night.
local function closeDoors()
    local list, moving = Doors.list, 0
    for i = 1, #list do
        local door = list[i]
        if door.open > 0 then
            door.open = door.open - 1
            moving = moving + 1
            if door.open == 0 then TouchGroup(door.group) end
        end
        local health = door.health - 0.002
        door.health = health > 10 and health or 100
    end
    return moving
end

CreateThread(function()
    while true do
        closeDoors()
        Wait(50)
    end
end)

RegisterCommand('doors_lock', function(src, args)
    local group = tonumber(args[1]) or 1
    for i = 1, #Doors.list do
        if Doors.list[i].group == group then Doors.list[i].locked = not Doors.list[i].locked end
    end
    TouchGroup(Util.clamp(group, 1, Doors.groups))
end, true)
