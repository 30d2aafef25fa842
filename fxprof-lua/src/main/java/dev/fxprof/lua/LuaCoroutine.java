package dev.fxprof.lua;

/**
 * A coroutine that the host resumes. Resuming puts its spans back on the track, yielding takes them
 * off, ending closes them.
 */
public interface LuaCoroutine {
    /**
     * Runs until it yields, returns or fails.
     *
     * @param args what yield returns inside, or the function's arguments at first
     * @return what it yielded or returned
     * @throws LuaScriptError if it failed; it is dead then
     * @throws IllegalStateException if it is dead or running
     */
    LuaArgs resume(LuaArgs args);

    /**
     * Whether it has returned or failed.
     *
     * @return true if it cannot be resumed any more
     */
    boolean isDead();
}
