local changes = 0

AddStateBagChangeHandler('weather', 'global', function(bag, key, value)
	changes = changes + 1
	print('state: changed', bag, key, value.sky, changes)
end)

CreateThread(function()
	Wait(50)
	GlobalState.weather = { sky = 'clear', wind = 1.5 }

	for _, player in ipairs(GetPlayers()) do
		Player(player).state:set('health', 200, true)
	end

	while true do
		Wait(1000)
		GlobalState.minute = (GlobalState.minute or 0) + 1
	end
end)
