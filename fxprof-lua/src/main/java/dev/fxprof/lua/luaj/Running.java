package dev.fxprof.lua.luaj;

/**
 * What runs on one thread. LuaJ keeps the metatables of strings and the like in static fields; this
 * is how they find the VM that asks.
 */
final class Running {
    private static final ThreadLocal<Running> OF_THREAD = ThreadLocal.withInitial(Running::new);

    /** The innermost VM, or null outside of all. */
    LuajVm vm;

    /** How many coroutines are resumed inside each other. */
    int depth;

    private Running() {
    }

    static Running ofThread() {
        return OF_THREAD.get();
    }
}
