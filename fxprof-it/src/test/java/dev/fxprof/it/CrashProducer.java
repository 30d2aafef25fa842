package dev.fxprof.it;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.it.CrashLedger.Entry;
import dev.fxprof.ringbuffer.Clocks;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A process that records until it is killed or told to stop: trees of "outer", "middle" and leaves,
 * a few counters and links, in bursts with pauses between them.
 */
final class CrashProducer {
    static final String RESOURCE = "crash";
    static final String OUTER = "outer";
    static final String MIDDLE = "middle";
    static final String COUNTER = "counter";
    static final String THREAD = "crash thread";
    private static final int LEAVES = 8;
    private static final List<Integer> TREE_SIZES = List.of(1, 5, 30, 200, 1500);

    private final CrashLedger ledger;
    private final SpanRecorder recorder;
    private final Random random;
    private final int outer;
    private final int middle;
    private final int counter;
    private final int[] leaves;
    private long begun;
    private long offered;

    private CrashProducer(CrashLedger ledger, Recording recording, long seed) {
        this.ledger = ledger;
        this.recorder = recording.newRecorder(THREAD);
        this.random = new Random(seed);
        outer = site(recording, OUTER);
        middle = site(recording, MIDDLE);
        counter = site(recording, COUNTER);
        leaves = leafNames().mapToInt(name -> site(recording, name)).toArray();
    }

    static Stream<String> leafNames() {
        return IntStream.range(0, LEAVES).mapToObj(i -> "leaf " + i);
    }

    private static int site(Recording recording, String name) {
        return recording.sites().intern(RESOURCE, ScriptRuntime.LUA, SpanKind.FUNCTION, name,
                "crash.lua", 1);
    }

    /**
     * Runs until it is killed or told to stop.
     *
     * @param args segment, ledger, slots of the ring, seed
     * @throws IOException if the segment cannot be made
     */
    public static void main(String[] args) throws IOException {
        CrashLedger ledger = CrashLedger.open(Path.of(args[1]));
        RecordingOptions options = new RecordingOptions(true, Integer.parseInt(args[2]), 16, 1024,
                1, Clocks.AUTO);
        try (Recording recording = Recording.publish(Path.of(args[0]), "crash", options)) {
            CrashProducer producer = new CrashProducer(ledger, recording, Long.parseLong(args[3]));
            ledger.set(Entry.READY, 1);
            producer.run();
        }
    }

    private void run() {
        while (ledger.get(Entry.STOP) == 0) {
            tree(TREE_SIZES.get(random.nextInt(TREE_SIZES.size())));
            pause();
        }
    }

    private void pause() {
        if (ledger.get(Entry.HURRY) == 0) {
            LockSupport.parkNanos(random.nextInt(8_000_000));
        }
    }

    private void tree(int size) {
        int first = begin(outer);
        long outerCount = begun;
        int second = begin(middle);
        ledger.set(Entry.OUTER, outerCount);
        for (int i = 0; i < size; i++) {
            branch();
            if (random.nextInt(100) == 0) {
                pause();
            }
        }
        ledger.set(Entry.OUTER, 0);
        end(second);
        end(first);
    }

    private void branch() {
        int leaf = begin(leaves[random.nextInt(LEAVES)]);
        if (random.nextBoolean()) {
            int inner = random.nextInt(8) == 0
                    ? caused(leaves[random.nextInt(LEAVES)])
                    : begin(leaves[random.nextInt(LEAVES)]);
            if (random.nextInt(16) == 0) {
                offering();
                recorder.counter(counter, begun);
                offered();
            }
            end(inner);
        }
        end(leaf);
    }

    private int begin(int site) {
        ledger.set(Entry.BEGUN, ++begun);
        return recorder.begin(site);
    }

    private int caused(int site) {
        ledger.set(Entry.BEGUN, ++begun);
        long cause = recorder.currentSpan();
        long ticks = recorder.ticks();
        offering();
        int token = recorder.begin(site, cause, ticks, 0);
        offered();
        return token;
    }

    private void end(int token) {
        offering();
        recorder.end(token);
        offered();
    }

    private void offering() {
        ledger.set(Entry.OFFERING, ++offered);
    }

    private void offered() {
        ledger.set(Entry.OFFERED, offered);
    }
}
