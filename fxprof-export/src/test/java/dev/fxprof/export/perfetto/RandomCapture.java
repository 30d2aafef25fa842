package dev.fxprof.export.perfetto;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanSink;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A stream with all that a recording can hold, the same for the same seed. */
final class RandomCapture {
    private static final long PRODUCER = 1L << 40;
    private static final long TICK = 50_000_000;

    final TestSites sites = new TestSites();
    private final Random random;
    private final List<Integer> called = new ArrayList<>();
    private final long[] next = {PRODUCER, 2 * PRODUCER};
    private final int tick = sites.tick();
    private final int counter = sites.function("server", "players");
    private final int thread = sites.thread("bank", "interest");
    private long suspended;
    private long suspendedAt;
    private long cause;
    private long causedAt;

    RandomCapture(long seed) {
        random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            called.add(sites.nativeCall("resource " + i % 7, "NATIVE_" + i));
            called.add(sites.event("resource " + i % 5, "event:" + i));
            called.add(sites.function("resource " + i % 3, "function " + i));
        }
        called.add(sites.intern("managed", ScriptRuntime.CSHARP, SpanKind.EXPORT, "Pay",
                "@managed/Bank.cs", 0));
        called.add(sites.intern("\u0000\"<\uD800", ScriptRuntime.JAVASCRIPT, SpanKind.COMMAND,
                "ä€😀", "@x/y.js", 7));
    }

    void writeTo(SpanSink sink, int ticks) throws IOException {
        sink.spanCost(new SpanCost(120.5, 40.25, 60, 7));
        sink.track(1, "svMain");
        sink.track(2, "worker \uD83D\uDE00");
        sink.track(3, "idle");
        for (int i = 0; i < ticks; i++) {
            sink.accept(tick(1, i * TICK));
            if (i % 3 == 0) {
                sink.accept(tick(2, i * TICK + 1000));
            }
            if (i % 10 == 4) {
                sink.lost(1, (i + 1) * TICK - 1, i);
                sink.sampling(new SamplingStep((i + 1) * TICK - 1, called.get(i % called.size()),
                        8));
            }
        }
        sink.cost(new CaptureCost(1000, 900, 60, 30, 10, 0, 5, 1 << 16, 77, "tsc", 82, 1));
    }

    private TestBatch tick(int track, long start) {
        TestBatch batch = new TestBatch(track);
        if (random.nextInt(9) == 0) {
            batch.open(tick, 0, start).placeholder();
        }
        batch.open(tick, next[track - 1]++, start);
        if (random.nextInt(20) == 0) {
            // An id that leaves a gap, as lost records do.
            next[track - 1] += 5;
        }
        long now = start + 10;
        for (int i = 0; i < 6; i++) {
            now = tree(batch, track, now + random.nextInt(1000), random.nextInt(4)) + 1;
        }
        if (track == 1) {
            now = coroutine(batch, now);
        }
        batch.close(now + random.nextInt(3));
        if (batch.depth(batch.slices() - 1) > 0 && batch.isPlaceholder(0)) {
            batch.close(now + 3);
        }
        return batch.counter(counter, start + 5, random.nextBoolean() ? 64 : 0.25);
    }

    private long coroutine(TestBatch batch, long now) {
        long end = now + 300;
        if (suspended == 0) {
            suspended = next[0]++;
            batch.leaf(thread, suspended, now, end);
        } else {
            batch.leaf(thread, suspended, now, end).continues(suspendedAt);
            suspended = random.nextInt(4) == 0 ? 0 : suspended;
        }
        suspendedAt = end - 1;
        return end + 1;
    }

    private long tree(TestBatch batch, int track, long start, int levels) {
        long id = next[track - 1]++;
        batch.open(called.get(random.nextInt(called.size())), id, start);
        mark(batch);
        if (track == 1 && cause != 0 && random.nextInt(4) == 0) {
            batch.caused(cause, causedAt);
        }
        long now = start + random.nextInt(2) * random.nextInt(100_000);
        for (int i = 0; i < levels; i++) {
            now = tree(batch, track, now, levels - 1);
        }
        batch.close(now += random.nextInt(2) * 1000 + 2);
        if (track == 1) {
            cause = id;
            causedAt = now - 1;
        }
        return now + 1;
    }

    private void mark(TestBatch batch) {
        switch (random.nextInt(12)) {
            case 0 -> batch.player(1 + random.nextInt(64));
            case 1 -> batch.standsFor(1L << random.nextInt(40));
            case 2 -> batch.unfinished();
            case 3 -> batch.belowLeftOut();
            default -> {
            }
        }
    }
}
