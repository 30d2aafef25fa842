package dev.fxprof.live.trace;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.live.recorder.Chunk;
import dev.fxprof.live.recorder.ChunkReader;
import dev.fxprof.live.recorder.StreamInfo;
import dev.fxprof.api.SpanObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;

/** Finds what caused slices, what caused that, and so on, in what the flight recorder keeps. */
final class CauseFinder {
    private record Key(long spanId, long startNanos) {
        static Key of(TraceSlice slice) {
            return new Key(slice.spanId(), slice.startNanos());
        }
    }

    /** A link whose begin is looked for. */
    private record Wanted(TraceSlice effect, boolean continues, long from, int track,
            long nanos) {}

    private final StreamInfo stream;
    private final List<Chunk> chunks;
    private final long earliest;
    private final int most;
    private final Map<Key, TraceSlice> known = new HashMap<>();
    private final Map<Key, TraceSlice> found = new LinkedHashMap<>();
    private int links;
    private long leftOut;

    /**
     * Looks in chunks.
     *
     * @param chunks chunks of one stream, in their order; at least one
     * @param earliest how far back it looks, nanoseconds of the stream
     * @param slices what the trace has already
     * @param most how many links it follows
     */
    CauseFinder(List<Chunk> chunks, long earliest, List<TraceSlice> slices, int most) {
        stream = chunks.getFirst().stream();
        this.chunks = chunks;
        this.earliest = earliest;
        this.most = most;
        slices.forEach(slice -> known.put(Key.of(slice), slice));
    }

    /** Follows all links that lead to slices, and so on for some levels. */
    void follow(int levels) throws IOException {
        Map<Key, TraceSlice> effects = known;
        for (int level = 0; level < levels && !effects.isEmpty(); level++) {
            List<Wanted> wanted = wanted(Map.copyOf(effects));
            int before = found.size();
            find(wanted);
            effects = new HashMap<>();
            for (TraceSlice slice : List.copyOf(found.values()).subList(before, found.size())) {
                effects.put(Key.of(slice), slice);
            }
        }
    }

    private List<Wanted> wanted(Map<Key, TraceSlice> effects) throws IOException {
        List<Wanted> wanted = new ArrayList<>();
        LongSummaryStatistics begins = effects.keySet().stream().mapToLong(Key::startNanos)
                .summaryStatistics();
        play(begins, batch -> {
            for (int j = 0, all = batch.links(); j < all; j++) {
                TraceSlice effect = effects
                        .get(new Key(batch.linkTo(j), batch.linkToNanos(j)));
                if (effect != null) {
                    wanted.add(new Wanted(effect, batch.linkContinues(j), batch.linkFrom(j),
                            batch.linkFromTrack(j), batch.linkFromNanos(j)));
                }
            }
        });
        wanted.sort(Comparator.comparingLong(one -> -one.effect.nanos()));
        int room = Math.min(wanted.size(), most - links);
        leftOut += wanted.size() - room;
        links += room;
        return new ArrayList<>(wanted.subList(0, room));
    }

    private void find(List<Wanted> wanted) throws IOException {
        if (wanted.isEmpty()) {
            return;
        }
        LongSummaryStatistics moments = wanted.stream().mapToLong(Wanted::nanos)
                .summaryStatistics();
        play(moments, batch -> wanted
                .removeIf(one -> one.track == batch.track() && find(batch, one)));
        leftOut += wanted.size();
    }

    /** Plays no more than the chunks in which some moments may lie: a second may be many megabytes. */
    private void play(LongSummaryStatistics moments, Look look) throws IOException {
        ChunkReader reader = new ChunkReader();
        for (Chunk chunk : chunks) {
            if (chunk.lastNanos() >= Math.max(earliest, moments.getMin())
                    && chunk.firstNanos() <= moments.getMax()) {
                reader.play(chunk, look);
            }
        }
    }

    /** Looks at batches. */
    @FunctionalInterface
    private interface Look extends SpanObserver {
        @Override
        void accept(SpanBatch batch);
    }

    private boolean find(SpanBatch batch, Wanted one) {
        int cause = -1;
        for (int i = 0, slices = batch.slices(); i < slices
                && batch.startNanos(i) <= one.nanos; i++) {
            if (batch.endNanos(i) >= one.nanos && !batch.isPlaceholder(i)
                    && (one.from == 0 || batch.spanId(i) == one.from)) {
                cause = i;
            }
        }
        if (cause < 0) {
            return false;
        }
        one.effect.causes().add(new TraceSlice.Cause(slice(batch, cause), one.continues));
        return true;
    }

    /** A slice with all that are around it, made if the trace does not have them yet. */
    private TraceSlice slice(SpanBatch batch, int i) {
        int at = i;
        while (at >= 0 && batch.isPlaceholder(at)) {
            at = batch.parent(at);
        }
        if (at < 0) {
            return null;
        }
        Key key = new Key(batch.spanId(at), batch.startNanos(at));
        TraceSlice slice = known.get(key);
        if (slice == null) {
            int root = at;
            while (batch.parent(root) >= 0) {
                root = batch.parent(root);
            }
            slice = new TraceSlice(batch, at, root, stream.sites().site(batch.site(at)),
                    stream.track(batch.track()), slice(batch, batch.parent(at)));
            known.put(key, slice);
            found.put(key, slice);
        }
        return slice;
    }

    /** What was found beside what the trace had. */
    List<TraceSlice> found() {
        return List.copyOf(found.values());
    }

    long leftOut() {
        return leftOut;
    }
}
