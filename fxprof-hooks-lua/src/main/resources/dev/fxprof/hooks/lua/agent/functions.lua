-- What is recorded on request only: a resource's named global functions, and what errors that are caught
-- leave open.
local M = ...

local getinfo = debug.getinfo

-- Puts a recorder before each global function that this resource's scripts have defined so far.
function M.wrapFunctions()
	local prefix = '@@' .. M.resource .. '/'
	local found = {}
	for name, fn in pairs(_G) do
		if type(name) == 'string' and type(fn) == 'function'
			and getinfo(fn, 'S').source:sub(1, #prefix) == prefix then
			found[name] = fn
		end
	end
	local call = M.call
	for name, fn in pairs(found) do
		local site = M.functionSite(fn, name)
		rawset(_G, name, function(...)
			return call(site, fn, ...)
		end)
	end
end

-- Yields and caught errors, seen through the globals; scripts that took these functions before are not.
local function after(s, top, ok, ...)
	if not ok and s then
		M.closeRegions(s, top)
	end
	return ok, ...
end

local function guarding(original)
	return function(...)
		local s, top = M.openRegions()
		if not s then
			return original(...)
		end
		return after(s, top, original(...))
	end
end

-- From the first region of a VM on, errors that are caught close the regions begun since.
local guarded = false

function M.guardRegions()
	if not guarded then
		guarded = true
		pcall, xpcall = guarding(pcall), guarding(xpcall)
	end
end

local isyieldable = coroutine.isyieldable

local nanotime = M.nanotime

local function back(s, ...)
	local t = nanotime()
	M.resume(s, t)
	return ...
end

-- A function that yields, such as Wait: the coroutine's spans rest meanwhile.
function M.yielding(original)
	local suspend = M.suspend
	return function(...)
		local s = isyieldable() and suspend()
		if not s then
			return original(...)
		end
		return back(s, original(...))
	end
end
