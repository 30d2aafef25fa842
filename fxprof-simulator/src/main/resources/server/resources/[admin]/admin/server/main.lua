local reports, reportSlot = {}, 0

RegisterNetEvent('admin:report', function(text)
    local src = source
    reportSlot = reportSlot % 20 + 1
    reports[reportSlot] = { from = src, text = tostring(text) }
    if IsPlayerAceAllowed(src, 'admin.reports') then
        TriggerClientEvent('admin:reports', src, #reports)
    end
    TriggerEvent('log:write', 'notice', 'admin', 'report from ' .. src)
end)

local load = 30
CreateThread(function()
    while true do
        load = (load * 7 + math.random(0, 90)) / 8
        Stats.record(load)
        Stats.percentile(0.95)
        Wait(50)
    end
end)

-- The console of the night shift: one scheduled command after the other.
local turn = 0
CreateThread(function()
    Wait(900)
    while true do
        turn = turn % #AdminConfig.rotation + 1
        ExecuteCommand(AdminConfig.rotation[turn])
        Wait(AdminConfig.commandEvery)
    end
end)

local function survey()
    local started = 0
    for i = 0, math.min(GetNumResources(), 20) - 1 do
        if GetResourceState(GetResourceByFindIndex(i)) == 'started' then started = started + 1 end
    end
    return started
end

CreateThread(function()
    Wait(3350)
    while true do
        GlobalState.started = survey()
        GlobalState.online = #GetPlayers()
        Wait(30000)
    end
end)
