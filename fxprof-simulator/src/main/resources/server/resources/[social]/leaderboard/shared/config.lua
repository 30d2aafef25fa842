LeaderboardConfig = { points = { mining = 3, fishing = 4, drugs = 2 }, seasons = 12, bins = 40 }
