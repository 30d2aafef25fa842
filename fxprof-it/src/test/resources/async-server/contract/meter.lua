-- Before profiler.lua: counts the time of what Async does on the server's thread beside Async.Run itself.
meter = { spent = 0 }

local nanotime = os.nanotime

local function metered(fn)
    return function(...)
        local from = nanotime()
        fn(...)
        meter.spent = meter.spent + nanotime() - from
    end
end

local timeout, perform = SetTimeout, PerformHttpRequest

function SetTimeout(milliseconds, fn)
    return timeout(milliseconds, metered(fn))
end

Citizen.SetTimeout = SetTimeout

function PerformHttpRequest(url, fn, ...)
    return perform(url, metered(fn), ...)
end
