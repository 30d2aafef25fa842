-- Automatic profiling (all functions)
Profiler.Enable()

-- Manual regions
Profiler.Begin("DatabaseQuery")
local players = MySQL.Sync.fetchAll("SELECT * FROM players")
Profiler.End("DatabaseQuery")

-- Async tasks
Async.Run(function()
    local result = ExpensiveComputation()
    print("Computed:", result)
end)

-- View results
-- 1. Open chrome://tracing
-- 2. Load 'profiler_trace.json' from server directory
-- 3. Analyze flamegraph
