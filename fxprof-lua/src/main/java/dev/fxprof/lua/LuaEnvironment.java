package dev.fxprof.lua;

/**
 * Globals over those of a VM: scripts find the VM's own, and what they set, also in a library's table,
 * stays here.
 */
public interface LuaEnvironment {
    /**
     * The VM over whose globals it lies.
     *
     * @return its VM
     */
    LuaVm vm();
}
