CourierConfig = { stops = 18, pay = 35 }
