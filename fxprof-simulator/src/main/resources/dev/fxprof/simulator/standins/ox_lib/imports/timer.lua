-- lib.timer

return function(milliseconds, onEnd, async)
    local timer = { ends = GetGameTimer() + milliseconds }
    function timer:getTimeLeft()
        return math.max(0, self.ends - GetGameTimer())
    end
    function timer:forceEnd(trigger)
        if not self.done then
            self.done = true
            if trigger ~= false and onEnd then
                onEnd()
            end
        end
    end
    local function run()
        while not timer.done and GetGameTimer() < timer.ends do
            Wait(0)
        end
        timer:forceEnd(true)
    end
    if async then
        CreateThread(run)
    else
        run()
    end
    return timer
end
