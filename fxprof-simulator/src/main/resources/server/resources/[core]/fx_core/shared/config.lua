CoreConfig = {
    startCash = 500,
    startBank = 2500,
    saveSlice = 1,      -- players written back per tick
    statusSlice = 4,    -- players whose needs are computed per tick
    needs = {
        { name = 'hunger', decay = 0.006, floor = 5 },
        { name = 'thirst', decay = 0.009, floor = 5 },
        { name = 'stress', decay = -0.004, floor = 0 },
        { name = 'fatigue', decay = 0.003, floor = 10 },
    },
}
