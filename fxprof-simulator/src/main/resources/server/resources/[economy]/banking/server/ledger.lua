Ledger = Util.ring(BankingConfig.ledger, { id = 0, amount = 0, reason = 'opening' })
Ledger.turnover = 0

function Ledger.record(id, amount, reason)
    Util.push(Ledger, { id = id, amount = amount, reason = reason })
    Ledger.turnover = (Ledger.turnover * 0.999) + math.abs(amount)
end

-- Benford's law: bookings whose first digits are too even look invented.
local digits = {}
function Ledger.suspicion()
    for d = 1, 9 do digits[d] = 0 end
    for i = 1, Ledger.size do
        local amount = math.abs(Ledger[i].amount)
        while amount >= 10 do amount = amount / 10 end
        local first = math.floor(amount)
        if first >= 1 and first <= 9 then digits[first] = digits[first] + 1 end
    end
    local score = 0
    for d = 1, 9 do
        local expected = Ledger.size * math.log(1 + 1 / d) / math.log(10)
        score = score + (digits[d] - expected) ^ 2 / expected
    end
    return score
end
