-- A miniature of the generated file.
local _in, _s = Citizen.InvokeNative, Citizen.ResultAsString()

local g = _G
local rs = rawset

local Global = setmetatable({}, { __newindex = function(_, n, v)
	g[n] = v

	rs(_, n, v)
end})

_ENV = nil

function Global.GetTitle(number)
	return _in(0x1, number, _s)
end

Global.GetName = Global.GetTitle
