package dev.fxprof.ringbuffer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import jdk.internal.misc.Unsafe;

/**
 * A stretch of memory that several threads, or processes, read and write by offset.
 *
 * <p>Accesses are not checked: a check of bounds on every store would cost the producer as much as the
 * store. They are checked if the JVM runs with {@code -Dfxprof.checked=true}, as the tests do, or
 * without {@code --add-exports java.base/jdk.internal.misc=ALL-UNNAMED}, which the command's manifest
 * gives. The stretch stays mapped as long as this object is reachable; whoever keeps an offset keeps
 * the object.
 *
 * <p>The static accessors take an address that the caller has worked out, and so save the hottest
 * paths two loads an access.
 *
 * <p>Accessors are named by memory order, as in {@link VarHandle}. Little-endian machines only, which
 * is every one a JDK 25 runs on today but for s390x.
 */
final class Memory {
    private static final boolean CHECKED = Boolean.getBoolean("fxprof.checked") || !isOpen();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    private final MemorySegment segment;
    private final long base;

    /** Loaded only where the JDK lets this module see it. */
    private static final class Raw {
        static final Unsafe MEMORY = Unsafe.getUnsafe();

        private Raw() {
        }
    }

    Memory(MemorySegment segment) {
        this.segment = segment;
        this.base = segment.address();
    }

    private static boolean isOpen() {
        return Object.class.getModule().isExported("jdk.internal.misc", Memory.class.getModule());
    }

    Memory slice(long offset, long size) {
        return new Memory(segment.asSlice(offset, size));
    }

    /** For the accessors that take an address, of this stretch. */
    long address() {
        return base;
    }

    static int getInt(Memory of, long address) {
        return CHECKED ? of.getInt(address - of.base) : Raw.MEMORY.getInt(null, address);
    }

    static long getLong(Memory of, long address) {
        return CHECKED ? of.getLong(address - of.base) : Raw.MEMORY.getLong(null, address);
    }

    static long getLongAcquire(Memory of, long address) {
        return CHECKED
                ? of.getLongAcquire(address - of.base)
                : Raw.MEMORY.getLongAcquire(null, address);
    }

    static void putLong(Memory of, long address, long value) {
        if (CHECKED) {
            of.putLong(address - of.base, value);
        } else {
            Raw.MEMORY.putLong(null, address, value);
        }
    }

    static void putInt(Memory of, long address, int value) {
        if (CHECKED) {
            of.putInt(address - of.base, value);
        } else {
            Raw.MEMORY.putInt(null, address, value);
        }
    }

    static void putLongRelease(Memory of, long address, long value) {
        if (CHECKED) {
            of.putLongRelease(address - of.base, value);
        } else {
            Raw.MEMORY.putLongRelease(null, address, value);
        }
    }

    long size() {
        return segment.byteSize();
    }

    long getLong(long offset) {
        return CHECKED
                ? segment.get(ValueLayout.JAVA_LONG, offset)
                : Raw.MEMORY.getLong(null, base + offset);
    }

    void putLong(long offset, long value) {
        if (CHECKED) {
            segment.set(ValueLayout.JAVA_LONG, offset, value);
        } else {
            Raw.MEMORY.putLong(null, base + offset, value);
        }
    }

    int getInt(long offset) {
        return CHECKED
                ? segment.get(ValueLayout.JAVA_INT, offset)
                : Raw.MEMORY.getInt(null, base + offset);
    }

    void putInt(long offset, int value) {
        if (CHECKED) {
            segment.set(ValueLayout.JAVA_INT, offset, value);
        } else {
            Raw.MEMORY.putInt(null, base + offset, value);
        }
    }

    long getLongOpaque(long offset) {
        return CHECKED
                ? (long) LONG.getOpaque(segment, offset)
                : Raw.MEMORY.getLongOpaque(null, base + offset);
    }

    long getLongAcquire(long offset) {
        return CHECKED
                ? (long) LONG.getAcquire(segment, offset)
                : Raw.MEMORY.getLongAcquire(null, base + offset);
    }

    void putLongRelease(long offset, long value) {
        if (CHECKED) {
            LONG.setRelease(segment, offset, value);
        } else {
            Raw.MEMORY.putLongRelease(null, base + offset, value);
        }
    }

    boolean compareAndSetLong(long offset, long expected, long value) {
        return LONG.compareAndSet(segment, offset, expected, value);
    }

    int getIntAcquire(long offset) {
        return CHECKED
                ? (int) INT.getAcquire(segment, offset)
                : Raw.MEMORY.getIntAcquire(null, base + offset);
    }

    void putIntRelease(long offset, int value) {
        if (CHECKED) {
            INT.setRelease(segment, offset, value);
        } else {
            Raw.MEMORY.putIntRelease(null, base + offset, value);
        }
    }

    byte[] getBytes(long offset, int length) {
        return segment.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    }

    void putBytes(long offset, byte[] bytes) {
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, segment, offset, bytes.length);
    }

    void copyFrom(Memory other, long bytes) {
        MemorySegment.copy(other.segment, 0, segment, 0, bytes);
    }
}
