package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaEngine;
import dev.fxprof.lua.LuaVm;
import dev.fxprof.lua.VmSettings;

/**
 * Lua 5.2 on LuaJ, with coroutines that need no operating-system thread. The JVM must be started
 * with {@code --add-exports java.base/jdk.internal.vm=ALL-UNNAMED}.
 *
 * <p>Equal scripts in equal worlds behave equally, with one exception: the order in which
 * {@code pairs} visits keys that are tables, functions or coroutines is the JVM's.
 */
public final class LuajEngine implements LuaEngine {
    @Override
    public String name() {
        return "luaj";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the JVM lacks the export that coroutines need
     */
    @Override
    public LuaVm newVm(VmSettings settings) {
        Fiber.requireContinuations();
        return new LuajVm(settings);
    }
}
