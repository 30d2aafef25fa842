package dev.fxprof.export;

import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Trees of slices as a recording gives them, of any shape, from a seed. */
public final class RandomTrees {
    private static final int TRACKS = 3;
    private static final int TREES = 60;

    private final SplittableRandom random;
    private final TestSites sites;
    private final int step;
    private final boolean crossing;
    private final List<long[]> done = new ArrayList<>();
    private long ids;
    private long now;

    /**
     * Trees.
     *
     * @param seed of chance
     * @param sites takes their sites
     * @param step time between two stamps is less than this; few nanoseconds make many equal stamps, and
     *     a million hardly any
     * @param crossing whether causes may lie on other tracks
     */
    public RandomTrees(long seed, TestSites sites, int step, boolean crossing) {
        random = new SplittableRandom(seed);
        this.sites = sites;
        this.crossing = crossing;
        this.step = step;
    }

    /** Hands them to a sink, tracks in turn. */
    public void to(SpanSink sink) throws IOException {
        to(sink, TREES);
    }

    /** Hands that many of them to a sink. */
    public void to(SpanSink sink, int trees) throws IOException {
        for (int track = 1; track <= TRACKS; track++) {
            sink.track(track, "thread " + (char) ('A' + track));
        }
        for (int i = 0; i < trees; i++) {
            int track = 1 + random.nextInt(TRACKS);
            TestBatch batch = new TestBatch(track);
            slice(batch, 0);
            if (random.nextInt(4) == 0) {
                batch.counter(sites.event("server", "players"), now,
                        random.nextBoolean() ? random.nextInt(100) : random.nextInt(1000) / 8.0);
            }
            sink.accept(batch);
            if (random.nextInt(8) == 0) {
                sink.lost(track, now, 1 + random.nextInt(9));
            }
        }
    }

    private void slice(TestBatch batch, int depth) {
        long id = ++ids;
        long start = tick();
        batch.open(site(), id, start);
        mark(batch);
        for (int children = depth < 6 ? random.nextInt(4) : 0; children > 0; children--) {
            slice(batch, depth + 1);
        }
        batch.close(tick());
        done.add(new long[]{id, batch.track(), now});
    }

    private void mark(TestBatch batch) {
        switch (random.nextInt(12)) {
            case 0 -> batch.player(random.nextInt(64));
            case 1 -> batch.standsFor(1L << random.nextInt(10));
            case 2 -> {
                List<long[]> causes = done.stream()
                        .filter(slice -> crossing || slice[1] == batch.track()).toList();
                if (!causes.isEmpty()) {
                    long[] cause = causes.get(random.nextInt(causes.size()));
                    batch.caused(cause[0], cause[2]);
                }
            }
            default -> {
                // Most slices have no mark.
            }
        }
    }

    private int site() {
        String name = "name " + random.nextInt(20);
        return switch (random.nextInt(4)) {
            case 0 -> sites.event("police", name);
            case 1 -> sites.thread("bank \"of\" \u20AC", name);
            case 2 -> sites.nativeCall("police", name);
            default -> sites.function("bank", name);
        };
    }

    private long tick() {
        now += random.nextInt(step);
        return now;
    }
}
