package dev.fxprof.lua.lua54;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/**
 * Allocates for a VM, and stops the script that would take more than {@link #MOST_BYTES}.
 *
 * <p>Guarantee: an allocation that Java asks for is never refused, since the error would pass Java.
 */
final class MemoryLimit {
    /** What one VM may hold. */
    static final long MOST_BYTES = 512L << 20;

    private static final String REASON = "it needs more than " + (MOST_BYTES >> 20)
            + " MB of memory";
    private static final String LUAS_SENTENCE = "not enough memory";

    private static final long ALLOCATOR = Native.upcall(
            Upcalls.find("allocate", long.class, long.class, long.class, long.class, long.class),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle REALLOC = Native.system("realloc",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle FREE = Native.system("free",
            FunctionDescriptor.ofVoid(JAVA_LONG));

    private final Lua54Vm vm;
    /** Also what Lua does not count itself: strings that are being put together. */
    private long held;
    /** Whether Lua runs, and nothing of Java's lies between it and whoever catches its errors. */
    private boolean mayFail;
    /** Size of the block that was refused last, or 0 if another was given since. */
    private long refused;
    /** Where the script was then. */
    private String position = "?";

    /** Takes over from the allocator that a new state has, which uses the same realloc. */
    MemoryLimit(Lua54Vm vm, long main, int number) {
        this.vm = vm;
        this.held = Layout.bytes(main);
        Api.setallocf(main, ALLOCATOR, number);
    }

    /** Says whether Lua runs now; returns what was said before. */
    boolean mayFail(boolean now) {
        boolean before = mayFail;
        mayFail = now;
        return before;
    }

    /** Bytes that the VM holds. */
    long held() {
        return held;
    }

    /** As lua_Alloc of the reference manual. */
    long allocate(long block, long oldSize, long newSize) {
        // Without a block the old size is a type.
        long more = newSize - (block == 0 ? 0 : oldSize);
        if (mayFail && more > 0 && held + more > MOST_BYTES) {
            refuse(newSize);
            return 0;
        }
        if (more > 0) {
            refused = 0;
        }
        held += more;
        try {
            if (newSize == 0) {
                FREE.invokeExact(block);
                return 0;
            }
            return (long) REALLOC.invokeExact(block, newSize);
        } catch (Throwable e) {
            throw Native.impossible(e);
        }
    }

    /** Lua collects its garbage and asks again before it gives up, but not for its buffers. */
    private void refuse(long size) {
        position = vm.interrupts.position(vm.scratch.debug());
        if (refused == size) {
            vm.interrupts.stop(position, REASON);
        }
        refused = size;
    }

    /** What the host is told instead of Lua's sentence, which does not say where. */
    String explain(String text) {
        return text.equals(LUAS_SENTENCE) ? position + ": " + LUAS_SENTENCE + ": " + REASON : text;
    }
}
