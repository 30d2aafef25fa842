local every, half, fired, cleared = 0, 0, 0, nil

CreateThread(function()
	while true do
		every = every + 1
		Wait(0)
	end
end)

CreateThread(function()
	while true do
		half = half + 1
		Wait(500)
	end
end)

local function again()
	fired = fired + 1
	SetTimeout(100, again)
end

SetTimeout(100, again)
cleared = ClearTimeout(SetTimeout(100, function()
	print('ticker: a cleared timer fired')
end))

RegisterCommand('times', function(_, args)
	print(('ticker: times %s %d %d %d'):format(args[1], os.time(), os.nanotime(), GetGameTimer()))
end)

RegisterCommand('ticker', function()
	print(('ticker: every %d half %d fired %d cleared %s'):format(every, half, fired, cleared))
end)
