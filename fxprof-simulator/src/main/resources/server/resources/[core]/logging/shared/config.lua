LogConfig = {
    batch = 48,          -- lines kept; older ones are overwritten
    flushEvery = 5000,
    levels = { 'debug', 'info', 'notice', 'warning', 'error' },
}
