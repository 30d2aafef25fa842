local factor = 3
local floor = math.floor
local config = { list = { 1, 2, 3 } }

local function helper(n)
    return floor(n * factor)
end

local function fib(n)
    return n < 2 and n or fib(n - 1) + fib(n - 2)
end

globalCounter = 10

test('07 upvalues are copied', function()
    equal(Async.Run(function() return helper(2.5) + #config.list end):Await(), 10)
    equal(Async.Run(function() return fib(15) end):Await(), 610)
    local count = 1
    Async.Run(function() count = count + 1 return count end):Await()
    equal(count, 1)
end)

test('07 what cannot travel is named', function()
    local thread = coroutine.create(function() end)
    contains(failure(Async.Run, function() return thread end), 'upvalue thread: thread')
    local state = { db = { connection = coroutine.create(function() end) } }
    contains(failure(Async.Run, function() return state end), 'upvalue state.db.connection: thread')
end)

test('07 globals are nobody\'s', function()
    equal(Async.Run(function() return globalCounter end):Await(), nil)
    Async.Run(function() leaked = 1 string.leaked = 1 math.pi = 3 end):Await()
    for _ = 1, 8 do
        local a, b, c = Async.Run(function() return leaked, string.leaked, math.pi > 3.1 end):Await()
        equal(a, nil)
        equal(b, nil)
        equal(c, true)
    end
end)
