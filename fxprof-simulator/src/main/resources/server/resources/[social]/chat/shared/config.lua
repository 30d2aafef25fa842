ChatConfig = {
    blocked = { 'idiot', 'cheater', 'noob', 'scam', 'refund', 'crash' },
    history = 40, maxLength = 120, perTenSeconds = 8,
}
