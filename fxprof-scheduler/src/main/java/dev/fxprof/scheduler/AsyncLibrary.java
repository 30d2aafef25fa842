package dev.fxprof.scheduler;

import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;
import java.util.List;

/** The Async table of a script. Every name raises one sentence until the scheduler is built. */
public final class AsyncLibrary {
    private static final List<String> NAMES = List.of("Run", "Await");

    private AsyncLibrary() {
    }

    /**
     * Defines the table.
     *
     * @param vm VM that gets it
     */
    public static void install(LuaVm vm) {
        for (String name : NAMES) {
            String sentence = "Async." + name
                    + " is not built yet: the scheduler that runs work off the main thread follows";
            vm.define("Async." + name, (HostFunction) args -> {
                throw new LuaScriptError(sentence);
            });
        }
    }
}
