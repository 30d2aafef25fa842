DispatchConfig = {
    openCalls = 20,
    services = { 'police', 'ambulance', 'fire', 'towing' },
    reportEvery = 2000,
}
