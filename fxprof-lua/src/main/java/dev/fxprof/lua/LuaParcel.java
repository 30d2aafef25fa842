package dev.fxprof.lua;

import java.util.List;

/**
 * Values on their way between VMs: a copy that belongs to none, never changes and may be handed to any
 * thread.
 *
 * @param data the values in the form of {@link dev.fxprof.lua.common.ParcelWriter}; must not be changed
 * @param count how many values
 * @param prototypes code of the functions among them, as the engine that packed them knows it
 */
public record LuaParcel(byte[] data, int count, List<Object> prototypes) {
    /** No values. */
    public static final LuaParcel EMPTY = new LuaParcel(new byte[0], 0, List.of());

    /**
     * How much was copied.
     *
     * @return size in bytes, without the prototypes
     */
    public int bytes() {
        return data.length;
    }
}
