local triage = Util.byPlayer()

local function monitor(id)
    local chart = Vitals.chart(id)
    local health = GetEntityHealth(Roster.ped(id)) or 0
    Util.push(chart, health)
    local trend = Vitals.trend(chart)
    triage[id] = (200 - health) / 10 - trend * 4
    return triage[id]
end

local function worstPatient()
    local worst, score
    for i = 1, #Roster.ids do
        local id = Roster.ids[i]
        local value = triage[id]
        if value and (not worst or value > score) then worst, score = id, value end
    end
    return worst, score
end

RegisterNetEvent('ambulance:callout', function(x, y)
    triage[source] = 20
    TriggerClientEvent('ambulance:onTheWay', source)
end)

RegisterNetEvent('weapons:hit', function(target, damage)
    if Vitals.charts[target] then
        Util.push(Vitals.charts[target], math.max(0, 200 - damage))
    end
end)

RegisterNetEvent('ambulance:treat', function(target)
    SetPedArmour(GetPlayerPed(target), 0)
    triage[target] = 0
    TriggerClientEvent('ambulance:treated', target)
end)

AddEventHandler('playerDropped', function()
    Vitals.forget(tonumber(source))
    triage[tonumber(source)] = nil
end)

CreateThread(function()
    while true do
        for _, id in ipairs(Roster.slice(AmbulanceConfig.slice)) do
            monitor(id)
        end
        Wait(0)
    end
end)

CreateThread(function()
    Wait(500)
    while true do
        local id, score = worstPatient()
        if id then GlobalState.worstPatient = { id = id, score = Util.round(score, 1) } end
        Wait(1000)
    end
end)
