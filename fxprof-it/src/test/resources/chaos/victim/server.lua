-- Stopped in the middle of its work again and again.
CreateThread(function()
    while true do
        for i = 1, 5 do
            Async.Run(function(n)
                if n % 2 == 0 then
                    Async.Sleep(100)
                end
                return Async.Run(function(x) return x end, n):Await()
            end, i)
        end
        pcall(function()
            Async.Run(function() Async.Sleep(30) return 1 end):Await()
        end)
        Wait(20)
    end
end)
