Profiler.SetFlushInterval(32) -- Increase from 16ms to 32ms
