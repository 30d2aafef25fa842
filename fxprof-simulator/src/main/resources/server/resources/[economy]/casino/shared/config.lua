CasinoConfig = { decks = 3, reels = { 'cherry', 'bell', 'bar', 'seven', 'plum' }, maxBet = 100 }
