-- The resource fxprof on a disk in memory. Arguments: world, names and texts of its scripts in turn.
local world = ...
local scripts = table.pack(select(2, ...))

local disk = { files = {}, room = math.huge, refuse = false }

local function used()
	local sum = 0
	for _, file in pairs(disk.files) do
		sum = sum + #file.text
	end
	return sum
end

local function open(path, mode)
	if mode:find('w') then
		if disk.refuse then
			return nil, 'Permission denied'
		end
		disk.files[path] = disk.files[path] or { text = '' }
	end
	local file = disk.files[path]
	if not file then
		return nil, path .. ': No such file or directory'
	end
	local at = 0
	local handle = {}
	function handle:write(text)
		local fits = math.max(0, math.min(#text, disk.room - used() + #file.text - at))
		file.text = file.text:sub(1, at) .. text:sub(1, fits)
		at = at + fits
		if fits < #text then
			return nil, 'No space left on device'
		end
		return self
	end
	function handle:read(n)
		local piece = file.text:sub(at + 1, at + n)
		at = at + #piece
		return piece ~= '' and piece or nil
	end
	function handle:seek(whence, offset)
		at = whence == 'end' and #file.text or offset or at
		return at
	end
	function handle:flush() return self end
	function handle:close() return true end
	return handle
end

-- A VM with the natives that the resource needs; its thread goes on with each tick.
function disk.start()
	local vm = world.vm('fxprof')
	local G = vm.G
	vm.handlers, disk.vm = {}, vm
	G.print = function(text) world.log[#world.log + 1] = text end
	G.GetResourcePath = function() return '/server/resources/fxprof' end
	G.LoadResourceFile = function() return nil end
	G.PerformHttpRequest = function(url, callback, _, body, headers)
		disk.request = { url = url, callback = callback, body = body, headers = headers }
	end
	G.json = { encode = function() return '{}' end, decode = function(text)
		return { next = math.tointeger(tonumber(text:match('%d+'))) }
	end }
	G.io = { open = open, readdir = function()
		local names = {}
		for path in pairs(disk.files) do
			names[#names + 1] = path:match('[^/]*$')
		end
		return { lines = function()
			local i = 0
			return function()
				i = i + 1
				return names[i]
			end
		end, close = function() end }
	end }
	G.os = setmetatable({ getenv = function() return 'Linux' end, createdir = function() return true end,
		remove = function(path)
			local was = disk.files[path]
			disk.files[path] = nil
			return was ~= nil
		end }, { __index = G.os })
	for i = 1, scripts.n, 2 do
		world.script(vm, scripts[i + 1], scripts[i])
	end
	return vm
end

-- A second of the server, with this many ticks.
function disk.second(ticks)
	for _ = 1, ticks or 2 do
		world.pass(1000000000 // (ticks or 2))
		world.tickOnce()
	end
end

return disk
