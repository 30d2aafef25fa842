local function travel(...)
    return Async.Run(function(...) return ... end, ...):Await()
end

test('06 plain values', function()
    local a, b, c, d = travel(nil, true, 'a\0b\255', 1.5)
    equal(a, nil)
    equal(b, true)
    equal(c, 'a\0b\255')
    equal(d, 1.5)
    equal(select('#', travel(nil, nil, nil)), 3)
    equal(travel(7), 7)
    if math.type then
        local ok, kind = pcall(math.type, travel(3.0))
        equal(not ok or kind == 'float', true)
    end
end)

test('06 vectors', function()
    local v = travel(vector3(1.0, 2.0, 3.0))
    equal(v, vector3(1.0, 2.0, 3.0))
    equal(type(v), 'vector3')
    equal(travel({ at = vector2(1, 2) }).at, vector2(1, 2))
end)

test('06 cycles and shared references', function()
    local shared = { 1 }
    local value = { a = shared, b = shared }
    value.self = value
    local copy = travel(value)
    equal(copy.a, copy.b)
    equal(copy.self, copy)
    equal(copy ~= value, true)
    equal(copy.a[1], 1)
end)

test('06 what cannot travel is refused at once, with its path', function()
    contains(failure(Async.Run, function() end, 1, { players = { [7] = { ped = print } } }),
        'arg 2.players[7].ped: function')
    contains(failure(Async.Run, function() end, coroutine.create(function() end)), 'arg 1: thread')
    contains(failure(function() Async.Run(function() return { f = print } end):Await() end), 'result 1.f: function')
end)

test('06 metatables stay behind', function()
    equal(getmetatable(travel(setmetatable({ 1 }, { __index = string }))), nil)
end)
