PoliceConfig = { cells = 18, cellSize = 180, cooling = 0.985, patrolLength = 6 }
