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
 * When each tick of a {@link LoadProducer} began and how long it took, in a file that both processes map.
 * Processes of one machine share the origin of {@link System#nanoTime}.
 */
final class LoadLedger {
    private static final int MOST_TICKS = 1 << 16;
    private static final int COUNT = 0;
    private static final int PHASE = 64;
    private static final int TICKS = 128;
    private static final int TICK_BYTES = 16;
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private final MemorySegment memory;

    /** What the producer is told; a new file says the first. */
    enum Phase {
        WAIT, RUN, STOP
    }

    /** One tick, nanoseconds. */
    record Tick(long begun, long duration) {}

    private LoadLedger(MemorySegment memory) {
        this.memory = memory;
    }

    static LoadLedger open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new LoadLedger(channel.map(FileChannel.MapMode.READ_WRITE, 0,
                    TICKS + (long) TICK_BYTES * MOST_TICKS, Arena.ofAuto()));
        }
    }

    void tick(long begun, long duration) {
        int number = count();
        long place = TICKS + (long) TICK_BYTES * number;
        LONG.set(memory, place, begun);
        LONG.set(memory, place + Long.BYTES, duration);
        LONG.setRelease(memory, (long) COUNT, number + 1L);
    }

    /** Ticks that are over. */
    int count() {
        return (int) (long) LONG.getAcquire(memory, (long) COUNT);
    }

    Tick get(int number) {
        long place = TICKS + (long) TICK_BYTES * number;
        return new Tick((long) LONG.get(memory, place),
                (long) LONG.get(memory, place + Long.BYTES));
    }

    /** What the producer is to do. */
    void set(Phase phase) {
        LONG.setRelease(memory, (long) PHASE, (long) phase.ordinal());
    }

    Phase phase() {
        return Phase.values()[(int) (long) LONG.getAcquire(memory, (long) PHASE)];
    }
}
