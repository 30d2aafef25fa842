package dev.fxprof.lua.lua54;

/** A table, function, userdata or coroutine that Java keeps alive. */
final class Reference {
    final Lua54Vm vm;
    /** Its key in the registry. */
    final int key;
    /** Its type, as {@link Stack#type} gives it. */
    final int type;
    /** Its address: the same for the same object. */
    final long address;

    /** Its entry in {@link References}. */
    References.Held held;

    Reference(Lua54Vm vm, int key, int type, long address) {
        this.vm = vm;
        this.key = key;
        this.type = type;
        this.address = address;
    }
}
