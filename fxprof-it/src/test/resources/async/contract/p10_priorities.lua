test('10 priorities', function()
    for _, priority in ipairs({ 'high', 'normal', 'low' }) do
        equal(Async.RunWith({ priority = priority }, function() return priority end):Await(), priority)
    end
    contains(failure(Async.RunWith, { priority = 'urgent' }, function() end), 'high, normal or low')
    contains(failure(Async.RunWith, { colour = 1 }, function() end), "knows no option 'colour'")
end)
