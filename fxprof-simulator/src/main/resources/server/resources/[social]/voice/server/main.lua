local modes, cursor = Util.byPlayer(), 0

RegisterNetEvent('voice:mode', function(mode)
    modes[source] = Util.clamp(mode, 1, #VoiceConfig.ranges)
    Player(source).state:set('voiceRange', VoiceConfig.ranges[modes[source]], true)
end)

RegisterNetEvent('radio:talk', function(on)
    -- who talks on the radio is not heard beside it
    if on then modes[source] = 1 end
end)

AddEventHandler('playerDropped', function()
    modes[tonumber(source)] = nil
end)

local function announce()
    for step = 1, VoiceConfig.announce do
        if Proximity.count == 0 then return end
        cursor = cursor % Proximity.count + 1
        TriggerClientEvent('voice:peers', Proximity.ids[cursor], Proximity.heard[cursor] or 0)
    end
end

CreateThread(function()
    while true do
        Wait(50)
        announce()
    end
end)
