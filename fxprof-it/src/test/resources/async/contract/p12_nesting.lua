local function tree(depth)
    if depth == 0 then
        return 1
    end
    local left = Async.Run(tree, depth - 1)
    local right = Async.Run(tree, depth - 1)
    return left:Await() + right:Await()
end

test('12 tasks that wait for tasks never block the pool', function()
    equal(Async.Run(tree, 5):Await(), 32)
end)

test('12 All, Any and Race', function()
    local function give(value, cost)
        return Async.RunWith({ cost = cost }, function() return value end)
    end
    local all = Async.All({ give('a', 100), give('b', 0), give('c', 50) })
    equal(table.concat(all), 'abc')
    equal(Async.Race({ give('slow', 200), give('fast', 50) }), 'fast')
    local bad = Async.Run(function() error('bad', 0) end)
    equal(Async.Any({ bad, give('good', 100) }), 'good')
    contains(failure(Async.All, { give(1, 200), Async.Run(function() error('one failed', 0) end) }), 'one failed')
    equal(Async.Run(function()
        local handles = {}
        for i = 1, 4 do
            handles[i] = Async.Run(function(n) return n * n end, i)
        end
        local sum = 0
        for _, square in ipairs(Async.All(handles)) do
            sum = sum + square
        end
        return sum
    end):Await(), 30)
end)

test('12 ParallelFor', function()
    local items = {}
    for i = 1, 1000 do
        items[i] = i
    end
    local squares = Async.ParallelFor(items, function(item, index) return item * index end)
    equal(#squares, 1000)
    equal(squares[1000], 1000000)
    equal(#Async.ParallelFor({}, function() end), 0)
    equal(Async.ParallelFor({ 5 }, function(item) return item + 1 end, { chunk = 10 })[1], 6)
    contains(failure(Async.ParallelFor, items, function(item) error('item ' .. item, 0) end), 'item 1')
end)
