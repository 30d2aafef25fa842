package dev.fxprof.lua.lua54;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Native memory of one VM, for texts on their way to Lua and for what its functions fill in. */
final class Scratch implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final long debug = arena.allocate(Layout.DEBUG_SIZE, Long.BYTES).address();
    private final long number = arena.allocate(Long.BYTES, Long.BYTES).address();
    private MemorySegment text = arena.allocate(4096);

    /** Room for a lua_Debug, and its first bytes for an int. */
    long debug() {
        return debug;
    }

    long number() {
        return number;
    }

    /** Bytes with a NUL behind them, valid until the next call. */
    long text(byte[] bytes) {
        if (bytes.length >= text.byteSize()) {
            text = arena.allocate(Math.max(bytes.length + 1L, 2 * text.byteSize()));
        }
        MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
        text.set(JAVA_BYTE, bytes.length, (byte) 0);
        return text.address();
    }

    @Override
    public void close() {
        arena.close();
    }
}
