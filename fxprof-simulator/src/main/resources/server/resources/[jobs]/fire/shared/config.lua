FireConfig = { width = 20, height = 20, spread = 0.018, burnout = 0.965, rowsPerTick = 5 }
