MiningConfig = { veins = 220, ores = { 'iron', 'copper', 'coal', 'silver', 'gold' }, regrow = 0.35 }
