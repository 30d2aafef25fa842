-- lib.math

local module = setmetatable({}, { __index = math })

function module.round(value, places)
    local factor = 10 ^ (places or 0)
    local rounded = math.floor(tonumber(value) * factor + 0.5) / factor
    return (places or 0) == 0 and math.floor(rounded) or rounded
end

function module.clamp(value, lower, upper)
    return math.max(math.min(lower, upper), math.min(math.max(lower, upper), value))
end

function module.groupdigits(value, separator)
    local left, digits, right = tostring(value):match('^([^%d]*%d)(%d*)(.-)$')
    return left .. digits:reverse():gsub('(%d%d%d)', '%1' .. (separator or ',')):reverse() .. right
end


return module
