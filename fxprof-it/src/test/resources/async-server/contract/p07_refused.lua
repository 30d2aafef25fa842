local factor = 3
local config = { list = { 1, 2, 3 } }
local helper = function(n) return n end
local LIMIT <const> = 100
local NAME <const> = 'name'
local PAIR <const>, OTHER <const> = 1, 2
local DOUBLE <const> = LIMIT * 2 -- folded as well
local text = [[ function not(a) end ]] -- function neither(a) end

test('07 upvalues are copied when the task is submitted', function()
    local count = 1
    local task = Async.Run(function()
        count = count + #config.list * factor
        return count
    end)
    count = 100
    equal(task:Await(), 10)
    equal(count, 100)
    equal(Async.Run(function() return text end):Await(), text)
end)

test('07 a recursive function and a method travel', function()
    local function fib(n)
        return n < 2 and n or fib(n - 1) + fib(n - 2)
    end
    equal(Async.Run(fib, 15):Await(), 610)
    local object = { value = 7 }
    function object:get(more)
        return self.value + more
    end
    equal(Async.Run(object.get, { value = 1 }, 2):Await(), 3)
end)

test('07 constants that the compiler has folded travel, or are named', function()
    equal(Async.Run(function() return LIMIT .. NAME .. PAIR .. OTHER .. DOUBLE end):Await(), '100name12200')
    local TWICE <const> = 'here'
    do
        local TWICE <const> = 'and there'
        equal(TWICE, 'and there')
    end
    contains(failure(Async.Run, function()
        return TWICE
    end), 'TWICE, which the function at @contract/p07_refused.lua:')
end)

test('07 functions and userdata as upvalues are named', function()
    contains(failure(Async.Run, function()
        return helper(1)
    end), 'upvalue helper: function cannot leave its resource')
    local state = { db = { connection = coroutine.create(helper) } }
    contains(failure(Async.Run, function()
        return state
    end), 'upvalue state.db.connection: thread')
    local file = Citizen.PointerValueInt()
    contains(failure(Async.Run, function()
        return file
    end), 'upvalue file: userdata')
end)

test('07 two functions on one line are refused', function()
    local one, two = function() return 1 end, function() return 2 end
    equal(one() + two(), 3)
    contains(failure(Async.Run, one), 'two functions begin at line')
    contains(failure(Async.Run, one), 'put one of them on a line of its own')
end)

test('07 source that cannot be read, or is another, is refused', function()
    contains(failure(Async.Run, load('return 1', '=made')), 'cannot be read')
    contains(failure(Async.Run, load('return function() end')()), 'cannot be read')
    contains(failure(Async.Run, print), 'got one of the server')
    SaveResourceFile(GetCurrentResourceName(), 'sealed.lua', 'FXAP\0\1\2\3 sealed', -1)
    contains(failure(Async.Run, sealed, 1), '@contract/sealed.lua:1 cannot be read (is the resource escrowed')
    SaveResourceFile(GetCurrentResourceName(), 'changed.lua',
        'local factor = 2\n\nfunction changed(n)\n    return n + other\nend\n\n\n\nfunction gone(n) end\n', -1)
    contains(failure(Async.Run, changed, 1), 'what stands there now')
    contains(failure(Async.Run, gone, 1), 'cannot be read')
end)

test('07 globals are nobody\'s', function()
    globalCounter = 10
    equal(Async.Run(function() return globalCounter end):Await(), nil)
    Async.Run(function() leaked = 1 string.leaked = 1 end):Await()
    local a, b = Async.Run(function() return leaked, string.leaked end):Await()
    equal(a, nil)
    equal(b, nil)
end)
