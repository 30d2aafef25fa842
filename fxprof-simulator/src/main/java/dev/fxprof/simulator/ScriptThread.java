package dev.fxprof.simulator;

import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaCoroutine;
import dev.fxprof.lua.LuaScriptError;

/** A coroutine that the server's scheduler knows: a thread, a timer, a handler that waited. */
final class ScriptThread implements Comparable<ScriptThread> {
    /** What becomes of a call whose coroutine had to wait. */
    interface Completion {
        void returned(LuaArgs results);

        void failed(LuaScriptError error);
    }

    final Resource owner;
    final LuaCoroutine coroutine;
    final long id;
    long dueNanos;
    long order;
    /** Waits to be woken, not for a time. */
    boolean parked;
    boolean cancelled;
    Completion completion;

    ScriptThread(Resource owner, LuaCoroutine coroutine, long id) {
        this.owner = owner;
        this.coroutine = coroutine;
        this.id = id;
    }

    @Override
    public int compareTo(ScriptThread other) {
        int byTime = Long.compare(dueNanos, other.dueNanos);
        return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
}
