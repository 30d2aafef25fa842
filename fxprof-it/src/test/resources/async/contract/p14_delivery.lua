test('14 delivery keeps the order of submission and the budget of a tick', function()
    Wait(6000)
    local order, ticks = {}, {}
    for i = 1, 100 do
        Async.Run(function(n) return n end, i):OnDone(function(_, n)
            order[#order + 1] = n
            ticks[GetGameTimer()] = (ticks[GetGameTimer()] or 0) + 1
        end)
    end
    Wait(1000)
    equal(#order, 100)
    for i = 1, 100 do
        equal(order[i], i, 'place ' .. i)
    end
    for _, count in pairs(ticks) do
        equal(count <= 50, true, 'results in a tick: ' .. count)
    end
end)
