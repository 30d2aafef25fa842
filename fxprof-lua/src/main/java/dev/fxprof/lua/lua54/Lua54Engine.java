package dev.fxprof.lua.lua54;

import dev.fxprof.lua.LuaEngine;
import dev.fxprof.lua.LuaVm;
import dev.fxprof.lua.VmSettings;

/**
 * Lua 5.4.8 itself, on Linux and macOS. The JVM must be started with {@code
 * --enable-native-access=ALL-UNNAMED}.
 *
 * <p>Scripts behave as they do on a server, which also means that the order in which {@code pairs}
 * visits string keys, and what {@code tostring} gives for a table, differ from run to run.
 */
public final class Lua54Engine implements LuaEngine {
    /**
     * Why this engine cannot run here.
     *
     * @return one sentence, or null if it can
     */
    public static String problem() {
        return LuaLibrary.problem();
    }

    @Override
    public String name() {
        return "lua54";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if there is no library for this platform
     */
    @Override
    public LuaVm newVm(VmSettings settings) {
        String problem = problem();
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
        return new Lua54Vm(settings);
    }
}
