local handled = 0

RegisterNetEvent('jobs:pay', function(amount)
	handled = handled + 1
	local left, invoker, owner = exports.bank:Transfer('state', 'player' .. source, amount or 5)

	if handled == 1 then
		print('jobs: first pay', source, left, invoker, owner)
	end
end)

RegisterCommand('jobs', function(source, args, raw)
	print('jobs: handled', handled, source, #args, raw)
end, true)

CreateThread(function()
	print('jobs: balance', exports.bank:GetBalance('state'))
	print('jobs: settle', exports.bank:Settle(60))

	while true do
		exports.bank:Audit(2000)
		Wait(500)
	end
end)
