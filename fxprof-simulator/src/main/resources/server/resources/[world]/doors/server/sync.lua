local version = {}
for group = 1, Doors.groups do version[group] = 0 end

-- Says "still the same" for every group on every tick. Announcing changes only
-- would need one of these a minute.
local function announceGroups()
    for group = 1, Doors.groups do
        TriggerEvent('doors:sync', group, version[group])
    end
end

local seen = 0
local function onSync(group, number)
    if version[group] ~= number then seen = seen + 1 end
end
AddEventHandler('doors:sync', onSync)

function TouchGroup(group)
    version[group] = version[group] % 100000 + 1
end

CreateThread(function()
    while true do
        announceGroups()
        Wait(0)
    end
end)
