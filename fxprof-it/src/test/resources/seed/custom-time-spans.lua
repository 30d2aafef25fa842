-- Nested profiling
Profiler.Begin("FullUpdate")
    Profiler.Begin("PhysicsStep")
        UpdatePhysics()
    Profiler.End("PhysicsStep")
    
    Profiler.Begin("AIStep")
        UpdateAI()
    Profiler.End("AIStep")
Profiler.End("FullUpdate")
