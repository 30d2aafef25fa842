local function innerWait()
    Wait(100)
    return 'inner'
end

local function outerWait()
    return (innerWait()) .. ' outer'
end

CreateThread(function()
    print(outerWait())
end)

local function failsAfterWait()
    Wait(100)
    error('late failure')
end

CreateThread(function()
    print('guarded', pcall(failsAfterWait))
end)

local function numbers()
    for i = 1, 3 do
        coroutine.yield(i)
    end
    return 'no more'
end

local nextNumber = coroutine.wrap(numbers)
print('wrapped', nextNumber(), nextNumber(), nextNumber(), nextNumber())
print('dead', pcall(nextNumber))

local function deepFailure()
    error('deep')
end

local nested = coroutine.create(function()
    local inner = coroutine.wrap(function()
        deepFailure()
    end)
    inner()
end)
print('nested', coroutine.resume(nested))
print('status', coroutine.status(nested))

local function countDown(n)
    if n == 0 then
        return 'bottom'
    end
    return countDown(n - 1)
end
print(countDown(500))

local function failDown(n)
    if n == 0 then
        error('at the bottom', 0)
    end
    return 1 + failDown(n - 1)
end
print('unwound', pcall(failDown, 20))

local function afterAll()
    return 'still recorded'
end
print(afterAll())

CreateThread(function()
    for _ = 1, 4 do
        Wait(0)
        afterAll()
    end
end)
