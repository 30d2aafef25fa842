RelayConfig = { url = 'https://hooks.example.invalid/relay', queue = 16, every = 5000, fields = 8 }
