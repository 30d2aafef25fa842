-- Top of the natives file, before anything there takes Citizen.InvokeNative. The agent does not exist
-- yet: scheduler.lua comes later and hands its recorder over through Citizen.FxprofNatives. Where the
-- convar fxprof_natives does not name this resource, natives stay as they are.
local fxprofNative = (function()
	local invoke, asString = Citizen.InvokeNative, Citizen.ResultAsString()
	local GET_CONVAR, GET_CURRENT_RESOURCE_NAME = 0x6CCD2564, 0xE5E9EBBB
	-- natives_server.lua takes the globals from all code in it later on
	local type, Citizen = type, Citizen

	local names = invoke(GET_CONVAR, 'fxprof_natives', '', asString) or ''
	local resource = invoke(GET_CURRENT_RESOURCE_NAME, asString) or ''
	local wanted = false
	for name in names:gmatch('[^%s,]+') do
		wanted = wanted or name == resource
	end
	if not wanted then
		return function(_, native)
			return native
		end
	end

	local record
	Citizen.FxprofNatives = function(recorder)
		record = recorder
		Citizen.FxprofNatives = nil
	end

	-- An alias is defined by the native it stands for, which is recorded already.
	local recorded = {}

	return function(name, native)
		if type(native) ~= 'function' or recorded[native] then
			return native
		end
		local function call(...)
			if record then
				return record(name, native, ...)
			end
			return native(...)
		end
		recorded[call] = true
		return call
	end
end)()

