local counts = { events = 0, stretches = 0, calls = 0, sent = 0, sentBytes = 0 }

RegisterNetEvent('counted:event', function(payload)
	counts.events = counts.events + 1
	TriggerClientEvent('counted:back', source, payload)
	counts.sent = counts.sent + 1
	counts.sentBytes = counts.sentBytes + #msgpack.pack_args(payload)
end)

exports('Call', function(n)
	counts.calls = counts.calls + 1
	return n + 1
end)

CreateThread(function()
	while true do
		counts.stretches = counts.stretches + 1
		Wait(0)
	end
end)

-- said last: nothing is counted after it
AddEventHandler('onResourceStop', function(name)
	if name == GetCurrentResourceName() then
		print('counted: ' .. json.encode(counts))
	end
end)
