local function inner(n)
	return n + 1
end

local function outer(n)
	local sum = 0

	for i = 1, n do
		sum = sum + inner(i)
	end

	return sum
end

CreateThread(function()
	while true do
		Wait(0)
		exports.counted:Call(1)
		exports.slow:Crunch(1)
	end
end)

RegisterCommand('caller', function()
	local lmprof = require 'lmprof'
	local recording = lmprof.create('instrument', 'memory')
	recording:start()
	print('caller: second start refused', not pcall(recording.start, recording))
	outer(100)

	for _, row in ipairs(recording:stop().records) do
		if row.name:find('^inner') or row.name:find('^outer') then
			print('caller:', row.name, row.count)
		end
	end
end)
