package dev.fxprof.scheduler;

import dev.fxprof.lua.LuaVm;

/** Where the tasks of a resource come from, and their outcomes go. Used by the game thread. */
interface Home {
    /** Name of the resource. */
    String resource();

    /**
     * The VM whose scripts submit the tasks.
     *
     * @throws dev.fxprof.lua.LuaScriptError if it is in another process; the sentence says what to do
     */
    LuaVm vm();

    /** Whether tasks can call functions of it while they run. */
    boolean hasMain();

    /** Hands over an outcome; says whether somebody waits for it. */
    boolean deliver(ScriptTask task);

    /** A task has reported how far it is. By any thread. */
    default void progress(ScriptTask task) {
    }
}
