-- The bank of the host with regions: within an entry, around what nests in it, over a wait, and one that
-- an error leaves open.
local balance = 0

AddEventHandler('bank:pay', function(amount)
	Profiler.Begin('pay')
	native('GET_PLAYER_NAME', 1)
	Profiler.Begin('book')
	balance = balance + amount
	call('jobs', 'paid', tostring(amount))
	Profiler.End('book')
	Profiler.End('pay')
	native('GET_GAME_TIMER')
end)

AddEventHandler('world:hour', function()
	Profiler.Begin('lost')
	error('an error within a region')
end)

CreateThread(function()
	while true do
		Profiler.Begin('round')
		native('GET_PLAYER_PED', 1)
		Wait(30)
		native('GET_ENTITY_COORDS', 1)
		Profiler.End('round')
	end
end)

exported('balance', function()
	Profiler.Begin('count')
	native('GET_GAME_TIMER')
	Profiler.End('count')
	return tostring(balance)
end)

exported('notify', function(reference)
	invoke(reference, 'noted')
end)
