package dev.fxprof.lua;

/** A Java function that scripts call. It can wait through {@link LuaVm#suspend}. */
@FunctionalInterface
public interface HostFunction {
    /**
     * Runs it.
     *
     * @param args arguments, values of the calling VM
     * @return results, made by the calling VM
     * @throws LuaScriptError to raise a Lua error
     */
    LuaArgs call(LuaArgs args);
}
