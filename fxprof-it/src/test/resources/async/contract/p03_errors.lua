local function deeper(value)
    error(value)
end

test('03 the original message, the task\'s traceback and the submitter\'s', function()
    local message = failure(function()
        Async.Run(function() deeper('broken') end):Await()
    end)
    contains(message, 'contract/p03_errors.lua:2: broken')
    contains(message, 'in the task:')
    contains(message, 'submitted by:')
    contains(select(2, message:match('^(.*)submitted by:(.*)$')), 'p03_errors.lua')
end)

test('03 an error that is no text keeps its value', function()
    local value = failure(function()
        Async.Run(function() error({ code = 404 }) end):Await()
    end)
    equal(type(value), 'table')
    equal(value.code, 404)
end)

-- Logged once, with the resource's name: the one who reads the log checks it.
Async.Run(function() error('nobody looked at this', 0) end)
