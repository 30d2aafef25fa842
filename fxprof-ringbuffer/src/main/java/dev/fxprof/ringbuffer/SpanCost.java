package dev.fxprof.ringbuffer;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanSink;
import java.util.Arrays;

/**
 * What a call costs the thread that is profiled, measured here and now: with work around it that
 * fills the caches as scripts do, since a bare loop of spans costs far less.
 *
 * @param recordedNanos begin and end of a recorded span
 * @param leftOutNanos begin and end of one that is left out
 */
public record SpanCost(double recordedNanos, double leftOutNanos) {
    private static final int ROUNDS = 24;
    private static final int WARM_UP = 6;
    private static final int SPANS = 2000;
    private static final int READS = 256;
    private static final int WORDS = 1 << 19;

    /**
     * Measures; takes some tenths of a second.
     *
     * @param clock what spans are stamped with
     * @return the cost on the calling thread
     */
    public static SpanCost measure(Clocks clock) {
        RecordingOptions usual = RecordingOptions.DEFAULT;
        try (Recording recording = Recording.open(new RecordingOptions(true, usual.ringSlots(),
                usual.flushMillis(), usual.batchSize(), 1, clock))) {
            SpanRecorder recorder = recording.newRecorder("cost");
            recording.start(SpanSink.discarding());
            int recorded = site(recording, "recorded");
            int leftOut = site(recording, "left out");
            recording.control().disableForResource("left out");
            return new Loop(recorder).measure(recording, recorded, leftOut);
        }
    }

    private static int site(Recording recording, String resource) {
        return recording.sites().intern(resource, ScriptRuntime.LUA, SpanKind.FUNCTION, "f", "", 0);
    }

    private static final class Loop {
        private static final int NONE = 0;

        private final SpanRecorder recorder;
        private final long[] memory = new long[WORDS];
        private int place;

        Loop(SpanRecorder recorder) {
            this.recorder = recorder;
        }

        SpanCost measure(Recording recording, int recorded, int leftOut) {
            double[] full = new double[ROUNDS];
            double[] skip = new double[ROUNDS];
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                double bare = run(NONE);
                double without = run(leftOut);
                double with = run(recorded);
                recording.awaitRoom();
                full[Math.max(i, 0)] = with - bare;
                skip[Math.max(i, 0)] = without - bare;
            }
            return new SpanCost(median(full), median(skip));
        }

        private double run(int site) {
            long from = System.nanoTime();
            for (int i = 0; i < SPANS; i++) {
                int token = site == NONE ? SpanRecorder.NOT_RECORDED : recorder.begin(site);
                work();
                if (site != NONE) {
                    recorder.end(token);
                }
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
    }
}
