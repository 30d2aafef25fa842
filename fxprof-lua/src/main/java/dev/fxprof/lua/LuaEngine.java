package dev.fxprof.lua;

/** Makes Lua VMs of one implementation. */
public interface LuaEngine {
    /**
     * Name of the engine, as {@code --engine} takes it.
     *
     * @return lower-case name
     */
    String name();

    /**
     * Makes a VM with the server's sandbox: {@code _G}, table, string, math, coroutine, utf8, the
     * restricted debug, io and os, json, and vector2/3/4.
     *
     * @param settings whom it belongs to and what it may see
     * @return a VM that has run nothing yet
     */
    LuaVm newVm(VmSettings settings);
}
