AmbulanceConfig = { slice = 12, samples = 24, revivePrice = 250 }
