local started = GetGameTimer()

exports('Work', function(n)
	return n * 2
end)

AddEventHandler('onResourceStop', function(name)
	if name == GetCurrentResourceName() then
		print('worker: stops', GetGameTimer() >= started)
	end
end)

CreateThread(function()
	while true do
		Wait(100)
	end
end)
