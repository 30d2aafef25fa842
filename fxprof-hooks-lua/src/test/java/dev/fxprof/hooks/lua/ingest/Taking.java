package dev.fxprof.hooks.lua.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.RingPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Takes spools into memory, as {@code fxprof record --server} does into a file. */
final class Taking implements AutoCloseable {
    private static final long LONGEST_NANOS = 10_000_000_000L;

    final SpoolSession session;
    final Captured captured;
    final long origin;

    private Taking(SpoolSession session, Captured captured, long origin,
            List<RingPosition> positions) {
        this.session = session;
        this.captured = captured;
        this.origin = origin;
        session.start(captured, origin, positions, 20);
    }

    /** Follows a spool until it is closed. */
    static Taking follow(Path folder) throws IOException {
        SpoolSession session = new LuaHookBackend(folder, false).open();
        return new Taking(session, new Captured(session.sites()),
                session.identity().originNanos(), List.of());
    }

    /** Takes what is there. */
    static Taking once(Path folder) throws IOException {
        SpoolSession session = new LuaHookBackend(folder, true).open();
        return once(session, session.identity().originNanos(), List.of(), new HashMap<>());
    }

    /** Goes on where another one was killed. */
    static Taking onceMore(Path folder, Taking before) throws IOException {
        return once(new LuaHookBackend(folder, true).open(), before.origin,
                before.captured.durable, before.captured.spans);
    }

    /** Goes on likewise, and follows the spool until it is closed. */
    static Taking goOn(Path folder, Taking before) throws IOException {
        SpoolSession session = new LuaHookBackend(folder, false).open();
        return new Taking(session,
                new Captured(session.sites(), before.captured.spans, before.captured.durable),
                before.origin, before.captured.durable);
    }

    /** Whether a window is durable in the capture. */
    boolean isUpTo(long number, long sequence) {
        return captured.durable.contains(new RingPosition(number, 0, sequence));
    }

    private static Taking once(SpoolSession session, long origin, List<RingPosition> positions,
            Map<Long, String> spans) {
        Taking taking = new Taking(session, new Captured(session.sites(), spans, positions), origin,
                positions);
        taking.await(session::isOver);
        taking.close();
        return taking;
    }

    /** Waits, as long as there is no failure. */
    Taking await(BooleanSupplier holds) {
        long until = System.nanoTime() + LONGEST_NANOS;
        while (!holds.getAsBoolean()) {
            assertThat(session.failure()).isEmpty();
            assertThat(System.nanoTime()).as("time ran out at %s", captured.durable)
                    .isLessThan(until);
            LockSupport.parkNanos(1_000_000);
        }
        return this;
    }

    /** What holds of every capture, once all is taken. */
    Taking sound() {
        assertThat(session.failure()).isEmpty();
        assertThat(captured.violations).isEmpty();
        var cost = captured.cost;
        assertThat(cost.offered()).as("%s", cost)
                .isEqualTo(cost.written() + cost.dropped() + cost.waiting());
        assertThat(captured.lost).as("%s", cost).isEqualTo(cost.dropped());
        return this;
    }

    @Override
    public void close() {
        session.close();
    }
}
