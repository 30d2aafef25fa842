-- lib.string

local module = setmetatable({}, { __index = string })

local ranges = { ['1'] = { 48, 57 }, A = { 65, 90 }, a = { 97, 122 } }

function module.random(pattern, length)
    local out = {}
    local at = 1
    length = length or #(pattern:gsub('%^', ''))
    while #out < length and at <= #pattern do
        local c = pattern:sub(at, at)
        if c == '^' then
            at = at + 1
            out[#out + 1] = pattern:sub(at, at)
        elseif c == '.' then
            local range = math.random(2) == 1 and ranges['1'] or ranges.A
            out[#out + 1] = string.char(math.random(range[1], range[2]))
        else
            local range = ranges[c]
            out[#out + 1] = range and string.char(math.random(range[1], range[2])) or c
        end
        at = at + 1
    end
    return table.concat(out)
end


return module
