package dev.fxprof.bench.cost;

/** A Lua loop of calls to an empty function. */
abstract class LuaLoop {
    static final String SOURCE = "local function f() end\n"
            + "return function(n) for i = 1, n do f() end end\n";

    /** Runs so many calls. */
    abstract void run(int calls);

    /** Time of a call in nanoseconds, the loop around it included. */
    final double nanosPerCall(int calls) {
        long from = System.nanoTime();
        run(calls);
        return (double) (System.nanoTime() - from) / calls;
    }
}
