local minutes, day = 480, 172
local rad = math.pi / 180

local function sunElevation(hour)
    local declination = -23.44 * math.cos(rad * 360 / 365 * (day + 10))
    local angle = (hour - 12) * 15
    local a, b = TimeConfig.latitude * rad, declination * rad
    return math.asin(math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(angle * rad)) / rad
end

local tides = {}
for i = 1, TimeConfig.tideStations do tides[i] = { phase = i * 15, level = 0 } end

-- Harmonic tides with three constituents per station.
local function updateTides(hour)
    for i = 1, #tides do
        local station = tides[i]
        local base = hour * 28.98 + station.phase
        local level = math.cos(base * rad) + 0.46 * math.cos(base * 1.035 * rad) + 0.2 * math.cos(base * 0.5 * rad)
        station.level = level
    end
end

local function getTime()
    return math.floor(minutes / 60), math.floor(minutes % 60), day
end
exports('getTime', getTime)

local function advance(seconds)
    minutes = minutes + seconds * TimeConfig.minutesPerSecond
    if minutes >= 1440 then
        minutes = minutes - 1440
        day = day % 365 + 1
    end
end

CreateThread(function()
    while true do
        advance(0.05)
        updateTides(minutes / 60)
        Wait(50)
    end
end)

CreateThread(function()
    Wait(700)
    while true do
        local hour, minute = getTime()
        GlobalState.clock = { hour = hour, minute = minute }
        TriggerClientEvent('timesync:clock', -1, hour, minute, Util.round(sunElevation(minutes / 60), 1))
        Wait(2000)
    end
end)

RegisterCommand('time_set', function(src, args)
    minutes = (tonumber(args[1]) or 12) % 24 * 60
end, true)
