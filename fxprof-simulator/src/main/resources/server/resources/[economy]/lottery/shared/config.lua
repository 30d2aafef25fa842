LotteryConfig = { tickets = 80, numbers = 6, balls = 49, price = 10, drawEvery = 30000 }
