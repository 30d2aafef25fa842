local current = 'CLEAR'

local function classify(pressure)
    local types = WeatherConfig.types
    local index = math.floor((1020 - pressure) / 40 * #types) + 1
    return types[Util.clamp(index, 1, #types)]
end

-- Gusts stir the map up, otherwise it would calm down for good.
local function gust()
    local cells = Fronts.cells
    local at = math.random(#cells - 40)
    for i = at, at + 40 do
        cells[i] = cells[i] + math.random(-25, 25)
    end
    Fronts.wind = 0.2 + math.random() * 0.3
end

local function getWeather(x, y)
    local column = Util.clamp(math.floor((x + 2000) / 4000 * WeatherConfig.width), 0, WeatherConfig.width - 1)
    local row = Util.clamp(math.floor((y + 2000) / 4000 * WeatherConfig.height), 0, WeatherConfig.height - 1)
    return classify(Fronts.cells[row * WeatherConfig.width + column + 1])
end
exports('getWeather', getWeather)

CreateThread(function()
    Wait(500)
    while true do
        gust()
        local now = classify(Fronts.cells[math.random(#Fronts.cells)])
        if now ~= current then
            current = now
            GlobalState.weather = now
            TriggerEvent('weather:changed', now)
        end
        TriggerClientEvent('weather:sync', -1, current, Util.round(Fronts.wind, 2))
        Wait(WeatherConfig.announceEvery)
    end
end)

RegisterCommand('weather_set', function(src, args)
    current = args[1] or current
    GlobalState.weather = current
    TriggerEvent('weather:changed', current)
end, true)
