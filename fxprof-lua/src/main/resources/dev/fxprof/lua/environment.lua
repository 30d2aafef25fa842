-- Globals of one task over those of its VM: what it sets there, also in a library, is gone with it.
local base, type, getmetatable, setmetatable = _G, type, getmetatable, setmetatable
local rawset, next, load, select = rawset, next, load, select

local function copy(library)
    local result = {}
    for key, value in next, library do
        result[key] = value
    end
    return setmetatable(result, getmetatable(library))
end

local function loader(env)
    return function(...)
        if select('#', ...) >= 4 then
            return load(...)
        end
        local chunk, name, mode = ...
        return load(chunk, name, mode, env)
    end
end

local over = { __metatable = false }

function over.__index(env, name)
    local value = base[name]
    if value == base then
        value = env
    elseif name == 'load' or name == 'loadstring' then
        value = loader(env)
    elseif type(value) == 'table' and getmetatable(value) ~= false then
        value = copy(value)
    end
    if value ~= nil then
        rawset(env, name, value)
    end
    return value
end

-- The string library is common to all strings of the VM.
getmetatable('').__metatable = false

local function new()
    return setmetatable({}, over)
end

-- What the globals hold now is the server's own, and travels by its name.
local function names()
    local found = {}
    for key, value in next, base do
        if type(key) == 'string' and value ~= base then
            local kind = type(value)
            if (kind == 'function' or kind == 'table') and not found[value] then
                found[value] = key
            end
            if kind == 'table' then
                for name, inner in next, value do
                    if type(name) == 'string' and type(inner) == 'function' and not found[inner] then
                        found[inner] = key .. '.' .. name
                    end
                end
            end
        end
    end
    return found
end

return new, over, names
