local balances = {}

function GetBalance(account)
	return balances[account] or 100, 'EUR'
end

function Transfer(from, to, amount)
	assert(type(amount) == 'number', 'the amount must be a number')
	balances[from] = GetBalance(from) - amount
	balances[to] = GetBalance(to) + amount
	return balances[from], GetInvokingResource(), GetCurrentResourceName()
end

-- burns the microseconds that the caller asks for
exports('Audit', function(micros)
	StandinBurn(micros)
	return micros
end)

-- answers on a later tick
exports('Settle', function(millis)
	Wait(millis)
	return 'settled'
end)
