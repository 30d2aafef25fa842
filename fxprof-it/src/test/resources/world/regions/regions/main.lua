local function attempt(name, fn, ...)
    print(name, select(2, pcall(fn, ...)))
end

Profiler.Begin('Outer')
Profiler.Begin('Inner')
Profiler.End('Inner')
Profiler.End('Outer')

local function opens()
    Profiler.Begin('Across')
end

local function closes()
    Profiler.End('Across')
end

opens()
closes()

CreateThread(function()
    Profiler.Begin('Suspended')
    Wait(100)
    Wait(100)
    Profiler.End('Suspended')
    print('suspended ends')
end)

local function leavesOpen()
    Profiler.Begin('LeftOpen')
    error('left')
end
Profiler.Begin('Around')
print('guarded', pcall(leavesOpen))
Profiler.End('Around')

CreateThread(function()
    Profiler.Begin('NeverEnded')
end)

attempt('end without begin', Profiler.End, 'Nothing')
Profiler.Begin('Innermost')
attempt('wrong name', Profiler.End, 'Other')
Profiler.End('Innermost')
attempt('no name', Profiler.Begin)
attempt('empty name', Profiler.Begin, '')
attempt('end of no name', Profiler.End, 5)
attempt('unknown resource', Profiler.EnableForResource, 'nobody')
attempt('unknown resource', Profiler.DisableForResource, 'nobody')
attempt('no resource', Profiler.EnableForResource)
attempt('no resource', Profiler.DisableForResource, {})
attempt('flush', Profiler.SetFlushInterval, 0)
attempt('flush', Profiler.SetFlushInterval, 1001)
attempt('flush', Profiler.SetFlushInterval, 1.5)
attempt('flush', Profiler.SetFlushInterval, '16')
attempt('flush', Profiler.SetFlushInterval)
Profiler.SetFlushInterval(1)
Profiler.SetFlushInterval(1000)
Profiler.SetFlushInterval(16)

local stranger = coroutine.create(function()
    attempt('another coroutine', Profiler.End, 'Mine')
end)
Profiler.Begin('Mine')
coroutine.resume(stranger)
Profiler.End('Mine')
print('results', select('#', Profiler.Enable()), select('#', Profiler.SetFlushInterval(16)))
