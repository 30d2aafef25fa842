package dev.fxprof.bench.cost;

/** A loop in Lua. */
abstract class LuaLoop {
    /** Calls of an empty function. */
    static final String CALLS = """
            local function f() end
            return function(n) for i = 1, n do f() end end
            """;

    /** Resumes of one coroutine that yields at once. */
    static final String RESUMES = """
            local resume, yield = coroutine.resume, coroutine.yield
            local co = coroutine.create(function() while true do yield() end end)
            return function(n) for i = 1, n do resume(co) end end
            """;

    /** Runs so many rounds. */
    abstract void run(int rounds);

    /** Time of a round in nanoseconds, the loop around it included. */
    final double nanosPerRound(int rounds) {
        long from = System.nanoTime();
        run(rounds);
        return (double) (System.nanoTime() - from) / rounds;
    }
}
