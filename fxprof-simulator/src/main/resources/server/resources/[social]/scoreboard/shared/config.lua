ScoreboardConfig = { pingSlice = 5, width = 20, rows = 16 }
