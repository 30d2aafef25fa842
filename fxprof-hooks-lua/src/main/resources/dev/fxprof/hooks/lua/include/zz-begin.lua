-- Begins to record in this VM, unless the overlay does so already or this is the collector's own.
local M = ...

-- Natives as recorders: every global that is a function of the server's natives files.
local function wrapNatives()
	local found = {}
	for name, fn in pairs(_G) do
		if type(name) == 'string' and type(fn) == 'function' then
			local source = debug.getinfo(fn, 'S').source
			if source:find('natives', 1, true) and source:find('^@citizen:') or source == '@' .. name .. '.lua' then
				found[name] = fn
			end
		end
	end
	local native = M.native
	local function recorder(name, fn)
		return function(...)
			return native(name, fn, ...)
		end
	end
	for name, fn in pairs(found) do
		rawset(_G, name, recorder(name, fn))
	end
	-- servers that load natives one by one do it where a global is missing
	local mt = getmetatable(_G)
	local index = mt and mt.__index
	if type(index) == 'function' then
		mt.__index = function(t, name)
			local value = index(t, name)
			if type(value) == 'function' and rawget(t, name) == value then
				value = recorder(name, value)
				rawset(t, name, value)
			end
			return value
		end
	end
end

local function begin()
	M.setUp()
	if M.agent ~= M or M.resource == M.COLLECTOR or not IsDuplicityVersion() then
		return
	end
	local add = AddEventHandler
	M.wrapAll()
	local natives = M.list(GetConvar('fxprof_natives', ''))[M.resource]
	if natives then
		wrapNatives()
	end
	local functions = M.list(GetConvar('fxprof_functions', ''))[M.resource]
	M.collected = function()
		if functions then
			M.wrapFunctions()
		end
	end
	M.begin(function()
		local _ <close> = M.open(1, 0, nil)
	end)
	for name in pairs(M.events) do
		add(name, function(...)
			if type(source) ~= 'number' then
				M.protected(M.events[name], ...)
			end
		end)
	end
end

M.protected(begin)
