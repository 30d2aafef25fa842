package dev.fxprof.ringbuffer;

import dev.fxprof.api.Native;
import dev.fxprof.api.NativeNames;

/** The names of natives whose producers know the hash alone, as an agent within a server does. */
final class NativeLabel {
    private static final String PREFIX = "0x";

    private NativeLabel() {
    }

    /**
     * The name that a script calls.
     *
     * @param name of a native's site
     * @return the Lua name of the native with this hash, or what was given where nobody knows it
     */
    static String of(String name) {
        if (!name.startsWith(PREFIX)) {
            return name;
        }
        try {
            return NativeNames.server()
                    .byHash(Long.parseUnsignedLong(name, PREFIX.length(), name.length(), 16))
                    .map(Native::luaName).orElse(name);
        } catch (NumberFormatException e) {
            return name;
        }
    }
}
