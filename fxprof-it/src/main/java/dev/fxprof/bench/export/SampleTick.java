package dev.fxprof.bench.export;

import dev.fxprof.api.SpanBatch;
import java.util.SplittableRandom;

/**
 * A tick of a server: the slice of the tick, in it an entry for each resource with some functions, and
 * natives in those. About as deep, and with ids as long, as in a recording of the simulated server.
 */
final class SampleTick implements SpanBatch {
    static final int TRACK = 1;

    private static final int FUNCTIONS = 3;
    private static final int NATIVES = 2;
    private static final int SLICES = 1 + SampleSites.RESOURCES * (1 + FUNCTIONS * (1 + NATIVES));
    private static final long FIRST_ID = 1L << 40;
    private static final long TICK_NANOS = 50_000_000;

    private final int[] site = new int[SLICES];
    private final int[] parent = new int[SLICES];
    private final int[] depth = new int[SLICES];
    private final long[] start = new long[SLICES];
    private final long[] end = new long[SLICES];
    private final long base;
    private int size;
    private long now;

    SampleTick(int number) {
        base = FIRST_ID + (long) number * SLICES;
        now = number * TICK_NANOS + 740_134_186;
        SplittableRandom random = new SplittableRandom(number);
        int tick = begin(1, -1);
        for (int resource = 0; resource < SampleSites.RESOURCES; resource++) {
            int entry = begin(SampleSites.of(resource, 2 * random.nextInt(2)), tick);
            for (int i = 0; i < FUNCTIONS; i++) {
                int function = begin(SampleSites.of(resource, 4 + 2 * random.nextInt(5)), entry);
                for (int j = 0; j < NATIVES; j++) {
                    int called = begin(SampleSites.of(resource, 1 + 2 * random.nextInt(7)),
                            function);
                    end(called, random);
                }
                end(function, random);
            }
            end(entry, random);
        }
        end(tick, random);
    }

    private int begin(int of, int around) {
        now += 127;
        site[size] = of;
        parent[size] = around;
        depth[size] = around < 0 ? 0 : depth[around] + 1;
        start[size] = now;
        return size++;
    }

    private void end(int i, SplittableRandom random) {
        now += random.nextInt(20_000);
        end[i] = now;
    }

    @Override
    public int track() {
        return TRACK;
    }

    @Override
    public int slices() {
        return size;
    }

    @Override
    public int site(int i) {
        return site[i];
    }

    @Override
    public long spanId(int i) {
        return base + i;
    }

    @Override
    public long parentId(int i) {
        return parent[i] < 0 ? 0 : base + parent[i];
    }

    @Override
    public int parent(int i) {
        return parent[i];
    }

    @Override
    public int depth(int i) {
        return depth[i];
    }

    @Override
    public long startNanos(int i) {
        return start[i];
    }

    @Override
    public long endNanos(int i) {
        return end[i];
    }

    @Override
    public long selfNanos(int i) {
        return 0;
    }

    @Override
    public boolean isFirst(int i) {
        return true;
    }

    @Override
    public boolean isUnfinished(int i) {
        return false;
    }

    @Override
    public boolean isPlaceholder(int i) {
        return false;
    }

    @Override
    public int source(int i) {
        return i % 16 == 2 ? 1 + i % 64 : 0;
    }

    @Override
    public int callerSite(int i) {
        return parent[i] < 0 ? 0 : site[parent[i]];
    }

    @Override
    public boolean isBelowLeftOut(int i) {
        return false;
    }

    @Override
    public long calls(int i) {
        return 1;
    }

    @Override
    public int links() {
        return 0;
    }

    @Override
    public boolean linkContinues(int j) {
        throw new IndexOutOfBoundsException(j);
    }

    @Override
    public long linkFrom(int j) {
        throw new IndexOutOfBoundsException(j);
    }

    @Override
    public long linkFromNanos(int j) {
        throw new IndexOutOfBoundsException(j);
    }

    @Override
    public long linkTo(int j) {
        throw new IndexOutOfBoundsException(j);
    }

    @Override
    public long linkToNanos(int j) {
        throw new IndexOutOfBoundsException(j);
    }

    @Override
    public int counters() {
        return 0;
    }

    @Override
    public int counterSite(int k) {
        throw new IndexOutOfBoundsException(k);
    }

    @Override
    public long counterNanos(int k) {
        throw new IndexOutOfBoundsException(k);
    }

    @Override
    public double counterValue(int k) {
        throw new IndexOutOfBoundsException(k);
    }
}
