package dev.fxprof.simulator;

import dev.fxprof.lua.LuaArgs;

/** What a native does, after it has taken its time. */
@FunctionalInterface
interface NativeHandler {
    /** Returns a value as {@code LuaVm.args} takes it, or null for nothing. */
    Object call(Resource caller, LuaArgs args);
}
