PhoneConfig = { threads = 32, length = 6, drain = 0.004, towers = 12, slice = 6 }
