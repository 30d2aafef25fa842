AdminConfig = {
    samples = 200,
    rotation = {
        'db_status', 'payroll_status', 'market_shock 0.99', 'queue_status', 'doors_lock 3',
        'weather_set CLOUDS', 'market_shock 1.01', 'ac_status', 'weather_set CLEAR', 'relay_flush',
    },
    commandEvery = 1000,
}
