-- What a scenario of a test can call. Arguments: text of the world, of the scheduler, of the overlay's
-- block, of profiler.lua, of the scenario, of the disk, then name and text of each script of the resource.
-- Gives what the scenario said, all frames in hexadecimal, what was printed, and all files, each its name
-- and its bytes in hexadecimal.
local worldText, schedulerText, block, profiler, scenario, diskText = ...
local resourceScripts = table.pack(select(7, ...))

local world = assert(load(worldText, '@world.lua'))()
world.scheduler = schedulerText
local frames, said = {}, {}

local E = setmetatable({ world = world }, { __index = _G })

local function hex(text)
	return (text:gsub('.', function(c) return ('%02x'):format(c:byte()) end))
end

-- The resource itself, on a disk in memory.
function E.resource()
	E.disk = assert(load(diskText, '@disk.lua'))(world, table.unpack(resourceScripts, 1, resourceScripts.n))
	return E.disk
end

-- Something for the test to look at.
function E.say(...)
	local words = table.pack(...)
	for i = 1, words.n do
		words[i] = tostring(words[i])
	end
	said[#said + 1] = table.concat(words, ' ')
end

-- A resource under the overlay, with profiler.lua, or without anything.
function E.patched(name)
	local vm = world.vm(name, block)
	vm.G.say = E.say
	return vm
end

-- Loads profiler.lua as a script of this VM.
function E.include(vm)
	vm.G.Citizen.CreateThreadNow(world.load(profiler, '@@fxprof/profiler.lua', vm.G))
end

function E.including(name)
	local vm = world.vm(name)
	vm.G.say = E.say
	E.include(vm)
	return vm
end

function E.plain(name)
	local vm = world.vm(name)
	vm.G.say = E.say
	return vm
end

function E.collector()
	local vm = world.vm('fxprof', block)
	vm.G.AddEventHandler('fxprof:frame', function(payload)
		frames[#frames + 1] = hex(payload)
	end)
	return vm
end

function E.sync(file, allowance, state)
	world.event('fxprof:sync', '', file or 1, allowance or 10000000000, state or {})
end

assert(load(scenario, '@scenario.lua', 't', E))()

local files = {}
for path, file in pairs(E.disk and E.disk.files or {}) do
	files[#files + 1] = path:match('[^/]*$') .. ' ' .. hex(file.text)
end
table.sort(files)

return table.concat(said, '\n'), table.concat(frames, '\n'), table.concat(world.log, '\n'),
	table.concat(files, '\n')
