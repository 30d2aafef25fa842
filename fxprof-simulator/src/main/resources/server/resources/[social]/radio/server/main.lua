local channels, memberOf, talking = {}, Util.byPlayer(), Util.byPlayer()
for i = 1, RadioConfig.channels do channels[i] = { members = 0, noise = i % 5, traffic = 0 } end

local function join(src, number)
    local old = memberOf[src]
    if old then channels[old].members = channels[old].members - 1 end
    memberOf[src] = number
    channels[number].members = channels[number].members + 1
end

local function leave(src)
    local old = memberOf[src]
    if old then channels[old].members = channels[old].members - 1 end
    memberOf[src], talking[src] = nil, nil
end

-- Neighbouring channels disturb each other, over a few bands.
local function mixNoise()
    local n = #channels
    for band = 1, RadioConfig.bands do
        for i = 1, n do
            local channel = channels[i]
            local near = channels[i % n + 1]
            channel.noise = (channel.noise * 7 + near.noise) / 8 + channel.traffic * 0.01
            channel.traffic = channel.traffic > 0.001 and channel.traffic * 0.99 or 0
        end
    end
end

RegisterNetEvent('radio:channel', function(number)
    join(source, (number - 1) % RadioConfig.channels + 1)
    Player(source).state:set('radio', memberOf[source], true)
end)

RegisterNetEvent('radio:talk', function(on)
    talking[source] = on
    local number = memberOf[source]
    if number then
        channels[number].traffic = channels[number].traffic + 1
    end
end)

AddEventHandler('playerDropped', function()
    leave(tonumber(source))
end)

CreateThread(function()
    while true do
        mixNoise()
        for _, id in ipairs(Roster.slice(RadioConfig.slice)) do
            -- other routing buckets are other worlds: nobody hears them
            if GetPlayerRoutingBucket(id) ~= 0 and memberOf[id] then leave(id) end
        end
        Wait(50)
    end
end)
