-- Every tick submits tasks and waits for them: some sleep and go on on whatever worker is free, some ask
-- the server's thread.
local function work(n)
    local sum = 0
    for i = 1, 50 * n do
        sum = sum + i
    end
    if n % 4 == 0 then
        Async.Sleep(60)
    elseif n % 4 == 1 then
        return Async.Main(function(x) return x + 1 end, sum)
    end
    return sum
end

for _ = 1, 3 do
    CreateThread(function()
        while true do
            local handles = {}
            for n = 1, 8 do
                handles[n] = Async.Run(work, n)
            end
            for n = 1, 8 do
                handles[n]:Await()
            end
            Wait(0)
        end
    end)
end
