local heard = 0

RegisterNetEvent('chat:say', function(text)
	heard = heard + 1
	TriggerClientEvent('chat:said', -1, source, text)
	TriggerClientEvent('chat:counted', source, heard)

	if heard % 10 == 0 then
		TriggerLatentClientEvent('chat:history', source, 50000, ('x'):rep(2000))
	end
end)

AddEventHandler('playerJoining', function(oldId)
	TriggerClientEvent('chat:said', -1, 0, GetPlayerName(source) .. ' joined')
end)

RegisterCommand('say', function(source, args)
	TriggerClientEvent('chat:said', -1, source, table.concat(args, ' '))
	print('chat: said', source, table.concat(args, ' '))
end)
