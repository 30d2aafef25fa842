ScoreboardConfig = { pingSlice = 16, width = 20, rows = 16 }
