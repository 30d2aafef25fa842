exports('Crunch', function(millis)
	StandinBurn(millis * 1000)
	return millis
end)

RegisterNetEvent('slow:crunch', function(millis)
	StandinBurn(millis * 1000)
end)

RegisterCommand('slow', function(_, args)
	CreateThread(function()
		StandinBurn(tonumber(args[1] or 200) * 1000)
		print('slow: done')
	end)
end)
