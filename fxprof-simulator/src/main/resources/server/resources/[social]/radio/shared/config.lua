RadioConfig = { channels = 32, bands = 5, slice = 24 }
