HudConfig = { slice = 8, colours = { 'green', 'yellow', 'red' }, wallets = 3 }
