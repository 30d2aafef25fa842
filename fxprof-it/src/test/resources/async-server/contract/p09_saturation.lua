alone('09 a full queue is a distinct error with figures', function()
    Wait(500)
    local handles, message = {}, nil
    local function one()
        return 1
    end
    for i = 1, 5000 do
        local ok, result = pcall(Async.Run, one)
        if not ok then
            message = result
            break
        end
        handles[i] = result
    end
    contains(message, 'queue full: 4096 of 4096, resource contract')
    equal(#handles, 4096)
    for i = 1, #handles do
        equal(handles[i]:Await(), 1)
    end
    equal(Async.Run(function() return 'again' end):Await(), 'again')
end)
