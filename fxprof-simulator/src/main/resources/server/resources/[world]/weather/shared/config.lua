WeatherConfig = {
    width = 48, height = 50,
    types = { 'EXTRASUNNY', 'CLEAR', 'CLOUDS', 'OVERCAST', 'RAIN', 'THUNDER' },
    announceEvery = 2000,
}
