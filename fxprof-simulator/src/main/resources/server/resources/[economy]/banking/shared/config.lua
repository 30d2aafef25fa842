BankingConfig = { opening = 2500, limit = 5000000, interest = 0.00001, ledger = 96, fee = 0.01 }
