CreateThread(function()
	Wait(50)
	error('faulty: the thread')
end)

AddEventHandler('faulty:event', function()
	local nothing
	return nothing.field
end)

RegisterCommand('faulty', function()
	TriggerEvent('faulty:event')
	local good, reason = pcall(function()
		return exports.faulty:Fail()
	end)
	print('faulty: the export failed', not good, type(reason))
	error('faulty: the command')
end)

exports('Fail', function()
	error('faulty: the export')
end)
