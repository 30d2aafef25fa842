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
    equal(select('#', travel()), 0)
    equal(travel(false), false)
end)

test('06 integers and floats stay what they are', function()
    local numbers = { 0, 1, -1, 63, 64, -64, -65, 8191, 8192, 2^31 | 0, math.maxinteger, math.mininteger }
    local back = travel(numbers)
    for i = 1, #numbers do
        equal(back[i], numbers[i])
        equal(math.type(back[i]), 'integer')
    end
    local floats = { 0.0, -0.0, 3.0, 0.1, -1e300, math.huge, -math.huge }
    back = travel(floats)
    for i = 1, #floats do
        equal(back[i], floats[i])
        equal(math.type(back[i]), 'float')
    end
    equal(1 / travel(-0.0), -math.huge)
    local nan = travel(0 / 0)
    equal(nan ~= nan, true)
end)

test('06 strings of any bytes and length', function()
    local bytes = {}
    for i = 0, 255 do
        bytes[i + 1] = string.char(i)
    end
    local all = table.concat(bytes)
    equal(travel(all), all)
    for _, length in ipairs({ 0, 1, 127, 128, 16383, 16384, 1000000 }) do
        equal(#travel(('x'):rep(length)), length)
    end
end)

test('06 cycles and shared references', function()
    local shared = { 1 }
    local value = { a = shared, b = shared, [1.5] = 'half', [true] = 'yes' }
    value.self = value
    local copy = travel(value)
    equal(copy.a, copy.b)
    equal(copy.self, copy)
    equal(copy ~= value, true)
    equal(copy.a[1], 1)
    equal(copy[1.5], 'half')
    equal(copy[true], 'yes')
    local holes = travel({ 1, nil, 3, n = 3, [-4] = 'minus' })
    equal(holes[1] + holes[3], 4)
    equal(holes[2], nil)
    equal(holes[-4], 'minus')
end)

test('06 what cannot travel is refused at once, with its path', function()
    local function nothing() end
    contains(failure(Async.Run, nothing, 1, { players = { [7] = { ped = print } } }),
        'arg 2.players[7].ped: function cannot leave its resource')
    contains(failure(Async.Run, nothing, coroutine.create(nothing)), 'arg 1: thread')
    contains(failure(Async.Run, nothing, _G), 'arg 1: the table of globals')
    contains(failure(Async.Run, nothing, ('x'):rep(17 * 1024 * 1024)), 'that may travel at once')
    local deep = {}
    local at = deep
    for _ = 1, 600 do
        at.inner = {}
        at = at.inner
    end
    contains(failure(Async.Run, nothing, deep), 'nested deeper than 500 levels')
    local handle = Async.Run(function() return 1 end)
    contains(failure(Async.Run, nothing, handle), 'arg 1: a task of the server')
    equal(handle:Await(), 1)
end)

test('06 metatables stay behind', function()
    equal(getmetatable(travel(setmetatable({ 1 }, { __index = string }))), nil)
end)
