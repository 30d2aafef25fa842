GangsConfig = { gangs = 5, zones = 36, fade = 0.999, spill = 0.02 }
