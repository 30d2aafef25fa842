RegisterCommand('keeper', function(_, args)
	print('keeper: before', exports.worker:Work(4))
	ExecuteCommand('restart worker')
	Wait(200)
	print('keeper: after', exports.worker:Work(5), GetResourceState('worker'))

	if args[1] == 'self' then
		ExecuteCommand('restart keeper')
		print('keeper: still here')
	end
end)
