package dev.fxprof.live.trace;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanObserver;
import dev.fxprof.live.recorder.Chunk;
import dev.fxprof.live.recorder.ChunkReader;
import dev.fxprof.live.recorder.FlightRecorder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes traces of what the flight recorder keeps.
 *
 * <p>Guarantees: a trace has a limited size, however long its stretch is.
 */
public final class TraceFinder {
    private static final int MOST_SLICES = 200;
    private static final int MOST_LINKS = 32;
    private static final int MOST_LEVELS = 3;
    private static final long CAUSE_NANOS = 5_000_000_000L;

    /**
     * A stretch of a thread.
     *
     * @param thread name of the thread
     * @param startNanos its begin, nanoseconds of the stream
     * @param endNanos its end, nanoseconds of the stream
     */
    public record Stretch(String thread, long startNanos, long endNanos) {}

    private static final class FirstTick implements SpanObserver {
        private final Chunk chunk;
        private final long from;
        private final Set<Long> others;
        private Stretch found;

        FirstTick(Chunk chunk, long from, Set<Long> others) {
            this.chunk = chunk;
            this.from = from;
            this.others = others;
        }

        @Override
        public void accept(SpanBatch batch) {
            for (int i = 0, slices = batch.slices(); i < slices && found == null; i++) {
                if (!batch.isPlaceholder(i) && batch.startNanos(i) >= from
                        && !others.contains(batch.startNanos(i))
                        && chunk.stream().sites().site(batch.site(i)).kind() == SpanKind.TICK) {
                    found = new Stretch(chunk.stream().track(batch.track()), batch.startNanos(i),
                            batch.endNanos(i));
                }
            }
        }
    }

    private TraceFinder() {
    }

    /**
     * The first tick of a chunk from some moment on.
     *
     * @param chunk where it is looked for
     * @param from the earliest begin, nanoseconds of the stream
     * @param others begins of ticks that are not wanted
     * @return where it is, if there is one
     * @throws IOException if a chunk cannot be played
     */
    public static Optional<Stretch> tick(Chunk chunk, long from, Set<Long> others)
            throws IOException {
        FirstTick tick = new FirstTick(chunk, from, others);
        new ChunkReader().play(chunk, tick);
        return Optional.ofNullable(tick.found);
    }

    /**
     * Makes a trace.
     *
     * @param recorder what is kept of the stream
     * @param stretch what the trace is about
     * @return its up to 200 longest slices, and the begins of up to 32 links of the five seconds before
     * @throws IOException if a chunk cannot be played
     */
    public static Trace trace(FlightRecorder recorder, Stretch stretch) throws IOException {
        List<Chunk> chunks = recorder.since(stretch.startNanos - CAUSE_NANOS);
        if (chunks.isEmpty()) {
            return new Trace(List.of(), List.of(), 0, 0);
        }
        LongestSlices longest = new LongestSlices(chunks.getFirst().stream(), stretch.thread,
                stretch.startNanos, stretch.endNanos, MOST_SLICES);
        ChunkReader reader = new ChunkReader();
        for (Chunk chunk : chunks) {
            if (chunk.lastNanos() >= stretch.startNanos) {
                reader.play(chunk, longest);
            }
        }
        List<TraceSlice> slices = longest.slices();
        CauseFinder causes = new CauseFinder(chunks, stretch.startNanos - CAUSE_NANOS, slices,
                MOST_LINKS);
        causes.follow(MOST_LEVELS);
        return new Trace(slices, causes.found(), longest.leftOut(), causes.leftOut());
    }
}
