AmbulanceConfig = { slice = 5, samples = 24, revivePrice = 250 }
