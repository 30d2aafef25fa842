package dev.fxprof.lua.lua54;

/** The error value behind what a host caught, for the case that it hands it on to the same VM. */
final class Crossing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final transient Lua54Vm origin;
    final transient Object value;
    /** Whether it stopped a script; it goes on doing so until the script's entry is over. */
    final boolean isStop;

    Crossing(Lua54Vm origin, Object value, boolean isStop) {
        super(null, null, false, false);
        this.origin = origin;
        this.value = value;
        this.isStop = isStop;
    }
}
