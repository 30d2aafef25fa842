package dev.fxprof.it;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.it.LoadLedger.Phase;
import dev.fxprof.ringbuffer.Clocks;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that ticks 20 times a second and records a fixed number of spans in each tick: entries of 50
 * resources, each with events, functions and natives of its own, and the same work in every span: 240,020
 * spans a second, as long as it gets the time for them. How long each tick took stands in a
 * {@link LoadLedger}.
 */
final class LoadProducer {
    private static final int RESOURCES = 50;
    /** Spans of one entry beside itself. */
    private static final int INNER = 239;
    /** Spans a tick, the tick itself included. */
    static final int TICK_SPANS = 1 + RESOURCES * (1 + INNER);

    private static final long TICK_NANOS = 50_000_000;
    /** Records of more than a second. */
    private static final int RING_SLOTS = 1 << 18;
    private static final long NAP_NANOS = 1_000_000;
    private static final long LONGEST_WAIT_NANOS = 30_000_000_000L;
    private static final int NAMES = 20;
    private static final int WORK = 150;
    private static final SpanKind[] KINDS = {SpanKind.EVENT, SpanKind.FUNCTION, SpanKind.NATIVE};

    private final SpanRecorder recorder;
    private final int tick;
    private final int[] entries = new int[RESOURCES];
    private final int[][] sites = new int[RESOURCES][NAMES];
    private long state = 1;

    private LoadProducer(Recording recording) {
        recorder = recording.newRecorder("svMain");
        tick = recording.sites().intern("server", ScriptRuntime.ENGINE, SpanKind.TICK, "tick", "",
                0);
        for (int i = 0; i < RESOURCES; i++) {
            String resource = "resource " + i;
            entries[i] = recording.sites().intern(resource, ScriptRuntime.LUA, SpanKind.ENTRY,
                    "tick", "", 0);
            for (int j = 0; j < NAMES; j++) {
                sites[i][j] = recording.sites().intern(resource, ScriptRuntime.LUA,
                        KINDS[j % KINDS.length], "name " + j, "main.lua", 1 + j);
            }
        }
    }

    /**
     * Begins when it is told to, so that somebody drains it by then, and ends when it is told to.
     *
     * @param args segment, ledger
     * @throws IOException if the segment cannot be made
     */
    public static void main(String[] args) throws IOException {
        LoadLedger ledger = LoadLedger.open(Path.of(args[1]));
        RecordingOptions options = new RecordingOptions(true, RING_SLOTS, 16, 1024, 1, Clocks.AUTO);
        try (Recording recording = Recording.publish(Path.of(args[0]), "load", options)) {
            LoadProducer producer = new LoadProducer(recording);
            while (ledger.phase() == Phase.WAIT) {
                LockSupport.parkNanos(NAP_NANOS);
            }
            producer.run(ledger);
            recording.awaitRecorder(LONGEST_WAIT_NANOS);
        }
    }

    private void run(LoadLedger ledger) {
        long due = System.nanoTime();
        while (ledger.phase() == Phase.RUN) {
            long begun = System.nanoTime();
            tick();
            ledger.tick(begun, System.nanoTime() - begun);
            // As on a server, a tick that took too long is not made up for.
            due = Math.max(due + TICK_NANOS, System.nanoTime());
            for (long wait; (wait = due - System.nanoTime()) > 0;) {
                LockSupport.parkNanos(wait);
            }
        }
    }

    private void tick() {
        int outer = recorder.begin(tick);
        for (int i = 0; i < RESOURCES; i++) {
            int entry = recorder.begin(entries[i]);
            for (int j = 0; j < INNER; j++) {
                int span = recorder.begin(sites[i][j % NAMES]);
                work();
                if (j + 1 < INNER) {
                    j++;
                    int inner = recorder.begin(sites[i][(j + i) % NAMES]);
                    work();
                    recorder.end(inner);
                }
                recorder.end(span);
            }
            recorder.end(entry);
        }
        recorder.end(outer);
    }

    private void work() {
        for (int i = 0; i < WORK; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
        }
    }
}
