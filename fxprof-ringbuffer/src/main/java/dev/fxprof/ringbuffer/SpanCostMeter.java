package dev.fxprof.ringbuffer;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanObserver;
import dev.fxprof.api.SpanRecorder;
import java.util.Arrays;

/**
 * Measures what a call costs here and now: with work between the calls that fills the caches as
 * scripts do, since in a bare loop spans cost far less.
 */
final class SpanCostMeter implements SpanObserver {
    private static final int ROUNDS = 32;
    private static final int WARM_UP = 6;
    private static final int SPANS = 4000;
    private static final int READS = 64;
    private static final int WORDS = 1 << 15;
    private static final int NONE = 0;
    /** Gate of a site of which one call in 32 is recorded. */
    private static final int RARE = 31;

    private final long[] memory = new long[WORDS];
    private final Insides inside = new Insides();
    private final Insides rareInside = new Insides();
    private int place;

    /** The last durations, so not those of the warm-up. */
    private static final class Insides {
        private final long[] nanos = new long[8 * SPANS];
        private int added;

        void add(long duration) {
            nanos[added++ % nanos.length] = duration;
        }

        /** Without the quarter on either side: finer than the clock's own step, unlike a median. */
        double mean() {
            long[] sorted = Arrays.copyOf(nanos, Math.max(1, Math.min(added, nanos.length)));
            Arrays.sort(sorted);
            int cut = sorted.length / 4;
            return Arrays.stream(sorted, cut, sorted.length - cut).average().orElseThrow();
        }
    }

    private SpanCostMeter() {
    }

    /** Measures on the calling thread; takes some tenths of a second. */
    static SpanCost measure(Clocks clock) {
        RecordingOptions usual = RecordingOptions.DEFAULT;
        SpanCostMeter meter = new SpanCostMeter();
        Recording recording = Recording.open(new RecordingOptions(true, usual.ringSlots(),
                usual.flushMillis(), usual.batchSize(), 1, clock));
        double[] costs;
        try (recording) {
            SpanRecorder recorder = recording.newRecorder("cost");
            recording.start(meter);
            int recorded = site(recording, "recorded");
            int rare = site(recording, "rare");
            ((SiteRegistry) recording.sites()).govern(rare, RARE);
            costs = meter.rounds(recording, recorder, recorded, rare);
        }
        return new SpanCost(costs[0], Math.min(costs[0], meter.inside.mean()),
                meter.rareInside.mean(), costs[1]);
    }

    private static int site(Recording recording, String resource) {
        return recording.sites().intern(resource, ScriptRuntime.LUA, SpanKind.FUNCTION, "f", "", 0);
    }

    private double[] rounds(Recording recording, SpanRecorder recorder, int recorded, int rare) {
        double[] full = new double[ROUNDS];
        double[] skip = new double[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            double bare = run(recorder, NONE);
            double with = run(recorder, recorded);
            double mostlyWithout = run(recorder, rare);
            recording.awaitRoom();
            full[Math.max(i, 0)] = with - bare;
            skip[Math.max(i, 0)] = (mostlyWithout - bare - (with - bare) / (RARE + 1))
                    * (RARE + 1) / RARE;
        }
        return new double[]{median(full), median(skip)};
    }

    private double run(SpanRecorder recorder, int site) {
        long from = System.nanoTime();
        for (int i = 0; i < SPANS; i++) {
            if (site != NONE) {
                recorder.end(recorder.begin(site));
            }
            work();
        }
        return (double) (System.nanoTime() - from) / SPANS;
    }

    private void work() {
        long[] from = memory;
        int at = place;
        long sum = 0;
        for (int i = 0; i < READS; i++) {
            at = at * 1_664_525 + 1_013_904_223;
            sum += from[(at >>> 8) & (WORDS - 1)];
        }
        place = at;
        from[0] = sum;
    }

    /** At least a nanosecond: nothing is free. */
    private static double median(double[] samples) {
        Arrays.sort(samples);
        return Math.max(1, samples[samples.length / 2]);
    }

    @Override
    public void accept(SpanBatch batch) {
        for (int i = 0; i < batch.slices(); i++) {
            (batch.calls(i) == 1 ? inside : rareInside)
                    .add(batch.endNanos(i) - batch.startNanos(i));
        }
    }
}
