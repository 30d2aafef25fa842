package dev.fxprof.scheduler;

import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;

/** With what a task goes on; made into values by the worker. */
@FunctionalInterface
interface Reply {
    /** Plain values. */
    static Reply of(Object... values) {
        return vm -> vm.args(values);
    }

    /** An error at the place where the task waits. */
    static Reply error(String message) {
        return vm -> {
            throw new LuaScriptError(message);
        };
    }

    LuaArgs values(LuaVm vm);
}
