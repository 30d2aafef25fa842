HousingConfig = { appliances = 6, billEvery = 5000 }
