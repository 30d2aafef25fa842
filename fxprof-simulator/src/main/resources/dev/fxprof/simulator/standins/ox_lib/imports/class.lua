-- lib.class

return function(name, super)
    local class = { __name = name }
    class.__index = class
    if super then
        setmetatable(class, { __index = super })
    end
    function class:new(...)
        local object = setmetatable({ private = {} }, class)
        if class.constructor then
            object:constructor(...)
        end
        return object
    end
    function class:super(...)
        if super and super.constructor then
            super.constructor(self, ...)
        end
    end
    function class:isClass(other)
        return getmetatable(self) == other
    end
    function class:instanceOf(other)
        local at = getmetatable(self)
        while at do
            if at == other then
                return true
            end
            local meta = getmetatable(at)
            at = meta and meta.__index
        end
        return false
    end
    return class
end
