-- lib.table

local module = setmetatable({}, { __index = table })

function module.contains(list, wanted)
    if type(wanted) == 'table' then
        for _, value in pairs(wanted) do
            if not module.contains(list, value) then
                return false
            end
        end
        return true
    end
    for _, value in pairs(list) do
        if value == wanted then
            return true
        end
    end
    return false
end

function module.matches(a, b)
    if type(a) ~= 'table' or type(b) ~= 'table' then
        return a == b
    end
    for key, value in pairs(a) do
        if not module.matches(value, b[key]) then
            return false
        end
    end
    for key in pairs(b) do
        if a[key] == nil then
            return false
        end
    end
    return true
end

function module.deepclone(value)
    if type(value) ~= 'table' then
        return value
    end
    local copy = {}
    for key, item in pairs(value) do
        copy[key] = module.deepclone(item)
    end
    return setmetatable(copy, getmetatable(value))
end

function module.merge(to, from, add)
    for key, value in pairs(from) do
        if type(value) == 'table' and type(to[key]) == 'table' then
            module.merge(to[key], value, add)
        elseif add ~= false and type(value) == 'number' and type(to[key]) == 'number' then
            to[key] = to[key] + value
        else
            to[key] = value
        end
    end
    return to
end

function module.freeze(value)
    return setmetatable({}, {
        __index = value,
        __metatable = 'readonly',
        __newindex = function(_, key)
            error(('cannot set values on a read-only table (%s)'):format(key), 2)
        end,
        __len = function() return #value end,
        __pairs = function() return next, value end
    })
end


return module
