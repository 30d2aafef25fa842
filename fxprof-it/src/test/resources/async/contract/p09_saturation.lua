test('09 a full queue is a distinct error with figures', function()
    Wait(3000)
    local handles, message = {}, nil
    for i = 1, 1000 do
        local ok, result = pcall(Async.Run, function() return 1 end)
        if not ok then
            message = result
            break
        end
        handles[i] = result
    end
    contains(message, 'queue full: 256 of 256, resource contract')
    equal(#handles, 256)
    for i = 1, #handles do
        equal(handles[i]:Await(), 1)
    end
    equal(Async.Run(function() return 'again' end):Await(), 'again')
end)
