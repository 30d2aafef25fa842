HudConfig = { slice = 10, colours = { 'green', 'yellow', 'red' }, wallets = 3 }
