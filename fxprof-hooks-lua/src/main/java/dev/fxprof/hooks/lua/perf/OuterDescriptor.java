package dev.fxprof.hooks.lua.perf;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Descriptor 3 of this process, where whoever started it listens: it may be a socket, which no Java
 * stream can be opened on. Where nothing can be written there, nothing is.
 */
final class OuterDescriptor {
    private static final int DESCRIPTOR = 3;
    private static final int GET_FLAGS = 3;
    private static final int ACCESS = 3;
    private static final int READ_ONLY = 0;

    private final MethodHandle write;
    private boolean open;

    @SuppressWarnings("restricted")
    OuterDescriptor() {
        Linker linker = Linker.nativeLinker();
        MethodHandle flags = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("fcntl"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT));
        write = linker.downcallHandle(linker.defaultLookup().findOrThrow("write"),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
        try {
            int got = (int) flags.invokeExact(DESCRIPTOR, GET_FLAGS);
            // the JVM's own file there, if nobody gave one, is one that it only reads
            open = got >= 0 && (got & ACCESS) != READ_ONLY;
        } catch (Throwable e) {
            throw new AssertionError("a system call threw", e);
        }
    }

    /** Whether somebody listens. */
    boolean isOpen() {
        return open;
    }

    /** Passes bytes on; ends for good when nobody listens any more. */
    void write(byte[] bytes, int count) {
        if (!open) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(count);
            MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, count);
            long done = 0;
            while (done < count && open) {
                long written = (long) write.invokeExact(DESCRIPTOR, memory.asSlice(done),
                        count - done);
                open = written > 0;
                done += Math.max(0, written);
            }
        } catch (Throwable e) {
            throw new AssertionError("a system call threw", e);
        }
    }
}
