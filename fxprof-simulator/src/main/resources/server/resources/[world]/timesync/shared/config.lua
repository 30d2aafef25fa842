TimeConfig = { minutesPerSecond = 0.5, latitude = 34.0, tideStations = 24 }
