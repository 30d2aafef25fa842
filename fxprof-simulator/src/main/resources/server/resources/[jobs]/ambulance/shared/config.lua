AmbulanceConfig = { slice = 3, samples = 24, revivePrice = 250 }
