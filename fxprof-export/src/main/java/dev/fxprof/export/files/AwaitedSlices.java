package dev.fxprof.export.files;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Slices that links of the current file start from, and that have not come yet. A tree comes when it
 * ends, so what a task did on another thread may come before the tick that submitted it.
 *
 * <p>Guarantees: memory grows with the links that wait, which the size of a file limits.
 */
public final class AwaitedSlices {
    /** Takes a slice that did not come. */
    @FunctionalInterface
    public interface Taker {
        /**
         * Takes one.
         *
         * @param track its track
         * @param nanos a moment within it
         * @param span id of its span
         * @throws IOException if it cannot be written
         */
        void take(int track, long nanos, long span) throws IOException;
    }

    private static final class Waiting {
        long[] nanos = new long[16];
        long[] spans = new long[16];
        int size;
    }

    private final Map<Integer, Waiting> tracks = new TreeMap<>();
    private int size;

    /** None yet. */
    public AwaitedSlices() {
    }

    /**
     * Waits for a slice.
     *
     * @param track its track
     * @param nanos a moment within it
     * @param span id of its span
     */
    public void add(int track, long nanos, long span) {
        Waiting waiting = tracks.computeIfAbsent(track, _ -> new Waiting());
        if (waiting.size == waiting.nanos.length) {
            waiting.nanos = Arrays.copyOf(waiting.nanos, 2 * waiting.size);
            waiting.spans = Arrays.copyOf(waiting.spans, 2 * waiting.size);
        }
        waiting.nanos[waiting.size] = nanos;
        waiting.spans[waiting.size++] = span;
        size++;
    }

    /**
     * Says how far the trees of a track have come.
     *
     * @param track the track
     * @param untilNanos when its last tree ended
     */
    public void arrived(int track, long untilNanos) {
        Waiting waiting = size == 0 ? null : tracks.get(track);
        if (waiting == null) {
            return;
        }
        int kept = 0;
        for (int i = 0; i < waiting.size; i++) {
            if (waiting.nanos[i] > untilNanos) {
                waiting.nanos[kept] = waiting.nanos[i];
                waiting.spans[kept++] = waiting.spans[i];
            }
        }
        size -= waiting.size - kept;
        waiting.size = kept;
    }

    /**
     * How many are awaited.
     *
     * @return 0 or more
     */
    public int size() {
        return size;
    }

    /**
     * Gives all of them up, those of a track in the order of time, equal ones once.
     *
     * @param taker takes them
     * @throws IOException if the taker fails
     */
    public void giveUp(Taker taker) throws IOException {
        if (size == 0) {
            return;
        }
        size = 0;
        for (var track : tracks.entrySet()) {
            Waiting waiting = track.getValue();
            int[] order = order(waiting);
            waiting.size = 0;
            for (int i = 0; i < order.length; i++) {
                if (i == 0 || waiting.nanos[order[i]] != waiting.nanos[order[i - 1]]
                        || waiting.spans[order[i]] != waiting.spans[order[i - 1]]) {
                    taker.take(track.getKey(), waiting.nanos[order[i]], waiting.spans[order[i]]);
                }
            }
        }
    }

    private static int[] order(Waiting waiting) {
        return IntStream.range(0, waiting.size).boxed().sorted((a, b) -> {
            int nanos = Long.compare(waiting.nanos[a], waiting.nanos[b]);
            return nanos != 0 ? nanos : Long.compare(waiting.spans[a], waiting.spans[b]);
        }).mapToInt(i -> i).toArray();
    }
}
