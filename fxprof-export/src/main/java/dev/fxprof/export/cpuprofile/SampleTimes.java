package dev.fxprof.export.cpuprofile;

import java.util.Arrays;

/** The samples of a profile: which node ran, and when. */
final class SampleTimes {
    static final int MOST = 1 << 24;

    /** 71 years, so that no sum of two is beyond what a capture takes. */
    private static final long LARGEST = 1L << 51;

    private long[] nodes = new long[1024];
    private int samples;
    private long[] micros = new long[1024];
    private int times;
    private long left;
    private boolean areStamps;

    void sample(long node) {
        if (samples == MOST) {
            left++;
            return;
        }
        if (samples == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * samples);
        }
        nodes[samples++] = node;
    }

    /** Takes the distance to the sample before, or the time itself. */
    void time(long value, boolean isStamp) {
        areStamps = isStamp;
        if (times < MOST) {
            if (times == micros.length) {
                micros = Arrays.copyOf(micros, 2 * times);
            }
            micros[times++] = clamp(value);
        }
    }

    int size() {
        return samples;
    }

    long node(int i) {
        return nodes[i];
    }

    /** When a sample was taken, once {@link #settle} was called; one beyond the last is the end. */
    long micros(int i) {
        return micros[i];
    }

    long left() {
        return left;
    }

    /** Samples without a time. */
    int missing() {
        return Math.max(0, samples - times);
    }

    /** Times without a sample. */
    int surplus() {
        return Math.max(0, times - samples);
    }

    /**
     * Makes times of distances, in order. A missing one is taken for as long as the known ones are on the
     * average.
     *
     * @return how often time went back
     */
    int settle(long start, long end) {
        int known = Math.min(times, samples);
        micros = Arrays.copyOf(micros, samples + 1);
        long first = areStamps && known > 0 ? micros[0] : start;
        if (!areStamps) {
            sum(first, known);
        }
        int back = 0;
        for (int i = 1; i < known; i++) {
            if (micros[i] < micros[i - 1]) {
                back++;
                micros[i] = micros[i - 1];
            }
        }
        long last = known == 0 ? first : micros[known - 1];
        long mean = known > 1
                ? (last - micros[0]) / (known - 1)
                : Math.max(0, (end - last) / Math.max(1, samples + 1 - known));
        for (int i = known; i < samples; i++) {
            micros[i] = known == 0 && i == 0 ? first : clamp(micros[i - 1] + mean);
        }
        if (samples > 0) {
            long before = micros[samples - 1];
            micros[samples] = areStamps
                    ? clamp(before + mean)
                    : Math.max(before, end);
        }
        return back;
    }

    /** A time within what a capture takes. */
    static long clamp(long micros) {
        return Math.clamp(micros, -LARGEST, LARGEST);
    }

    private void sum(long first, int known) {
        long at = first;
        for (int i = 0; i < known; i++) {
            at = clamp(at + micros[i]);
            micros[i] = at;
        }
    }
}
