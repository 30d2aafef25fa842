package dev.fxprof.lua;

/** A function of a VM, kept by the host. Equal if it is the same function. */
public interface LuaFunctionRef {
    /**
     * The VM it lives in.
     *
     * @return its VM
     */
    LuaVm vm();

    /**
     * Name as written in the source.
     *
     * @return function name, or a description such as {@code CreateThread handler}
     */
    String name();

    /**
     * File of its definition.
     *
     * @return chunk name with its leading {@code @}, or an empty string for a host function
     */
    String file();

    /**
     * First line of its definition.
     *
     * @return line counted from 1, or 0 for a main chunk or a host function
     */
    int line();

    /**
     * Last line of its definition.
     *
     * @return line counted from 1, or 0 for a main chunk or a host function
     */
    int lastLine();
}
