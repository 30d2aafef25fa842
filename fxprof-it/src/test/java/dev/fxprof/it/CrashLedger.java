package dev.fxprof.it;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a producer says of itself beside its segment, in a file that survives its death; and what it
 * is told to do. One process writes an entry, others read it.
 */
final class CrashLedger {
    /** One number in the file. */
    enum Entry {
        /** Spans that were begun, or were about to be. */
        BEGUN,
        /** Records that were offered, or were about to be. */
        OFFERING,
        /** Records whose offer had returned. */
        OFFERED,
        /** Count of the outer span while the two that enclose the others are open, otherwise 0. */
        OUTER,
        /** 1 once the segment is there. */
        READY,
        /** To the producer: no more pauses. */
        HURRY,
        /** To the producer: end. */
        STOP
    }

    private static final int SPACING = 64;
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private final MemorySegment memory;

    private CrashLedger(MemorySegment memory) {
        this.memory = memory;
    }

    static CrashLedger open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new CrashLedger(channel.map(FileChannel.MapMode.READ_WRITE, 0,
                    (long) SPACING * Entry.values().length, Arena.ofAuto()));
        }
    }

    void set(Entry entry, long value) {
        LONG.setRelease(memory, (long) entry.ordinal() * SPACING, value);
    }

    long get(Entry entry) {
        return (long) LONG.getAcquire(memory, (long) entry.ordinal() * SPACING);
    }
}
