package dev.fxprof.export.report;

import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanSink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up a span stream as it passes, for {@link #report()}. The tables are about the server's
 * thread: what a task does on a worker is in no row and no share.
 *
 * <p>Assumptions: one thread calls all methods, or calls are ordered otherwise.
 *
 * <p>Guarantees: memory depends on the number of sites, not on the length of the stream, and no
 * call but {@link #report()} allocates once all sites are known and the slowest tick has passed.
 */
public final class SpanStatistics implements SpanSink {
    /** Above this, the server itself reports a tick as a hitch: 150 ms. */
    public static final long DEFAULT_HITCH_NANOS = 150_000_000;

    private static final int SLOWEST_TICKS = 10;
    private static final int MOST_HITCHES = 1000;
    private static final int TICK_STEP_NANOS = 64;
    private static final int NO_SITE = 0;
    private static final int LOST_SITE = Integer.MAX_VALUE;

    private static final class Track {
        final String name;
        long end = Long.MIN_VALUE;

        Track(String name) {
            this.name = name;
        }
    }

    private final long hitchNanos;
    private final RowTable rows;
    private final SiteIndex sites;
    private final ResourceTable resources = new ResourceTable();
    private final LongCounts structure = new LongCounts();
    private final Map<Integer, Track> tracks = new HashMap<>();
    private final OpenSlices open = new OpenSlices();
    private final SliceTimes times = new SliceTimes();
    private final Durations tickTimes = new Durations(TICK_STEP_NANOS);
    private final SlowestTicks slowest = new SlowestTicks(SLOWEST_TICKS);
    private final SlowestTicks hitches = new SlowestTicks(MOST_HITCHES);
    private final long[] selfByRuntime = new long[ScriptRuntime.values().length];
    private Track track;
    private boolean isOnWorker;
    private int openTick = -1;
    private long ticks;
    private long tickNanos;
    private long spans;
    private long slices;
    private long drops;
    private long orderViolations;
    private long parentsNotRecorded;
    private long hitchCount;
    private int depthMax;

    /**
     * Starts with nothing.
     *
     * @param sites sites of the stream
     * @param expectedTicks how many ticks the run will have, to compare its last fifth with its
     *     first; 0 if that is not known, and nothing is compared
     * @param hitchNanos duration above which a tick is a hitch
     */
    public SpanStatistics(SiteTable sites, long expectedTicks, long hitchNanos) {
        this.hitchNanos = hitchNanos;
        rows = new RowTable(new Growth(expectedTicks));
        this.sites = new SiteIndex(sites, rows);
    }

    /**
     * Starts with nothing; hitches are ticks longer than {@link #DEFAULT_HITCH_NANOS}.
     *
     * @param sites sites of the stream
     * @param expectedTicks as above
     */
    public SpanStatistics(SiteTable sites, long expectedTicks) {
        this(sites, expectedTicks, DEFAULT_HITCH_NANOS);
    }

    @Override
    public void track(int number, String name) {
        tracks.put(number, new Track(name));
    }

    @Override
    public void accept(SpanBatch batch) {
        track = tracks.computeIfAbsent(batch.track(), number -> new Track("track " + number));
        times.of(batch);
        int count = batch.slices();
        isOnWorker = count > 0 && !batch.isPlaceholder(0) && isTask(batch.site(0));
        for (int i = 0; i < count; i++) {
            int parent = batch.parent(i);
            while (open.depth > 0 && open.top() != parent) {
                leave(batch);
            }
            checkOrder(batch, i, parent);
            enter(batch, i);
        }
        while (open.depth > 0) {
            leave(batch);
        }
    }

    private boolean isTask(int site) {
        sites.learn(site);
        return sites.kind(site) == SpanKind.TASK;
    }

    @Override
    public void lost(int number, long nanos, long records) {
        drops += records;
    }

    @Override
    public void spanCost(SpanCost cost) {
        times.cost(cost);
    }

    @Override
    public void sampling(SamplingStep step) {
        sites.learn(step.site());
        int row = sites.row(step.site());
        if (row >= 0) {
            rows.sampled(row, step.every());
        }
    }

    /** Does nothing: there is nothing to make durable. */
    @Override
    public void flush() {
    }

    /** Does nothing; {@link #report()} still works. */
    @Override
    public void close() {
    }

    /**
     * Sums up what was taken so far.
     *
     * @return a report that later calls do not change
     */
    public Report report() {
        var tick = new TickTimes(ticks == 0 ? 0 : tickNanos / ticks, tickTimes.percentile(50),
                tickTimes.percentile(99), tickTimes.max());
        return new Report(ticks, spans, slices, drops, orderViolations, parentsNotRecorded,
                structureHash(), tick, ticks == 0 ? 0 : (double) spans / ticks, depthMax,
                percentOf(ScriptRuntime.LUA), percentOf(ScriptRuntime.NATIVE),
                resources.report(tickNanos, sites::resourceName), table(SpanKind.EVENT),
                table(SpanKind.EXPORT), table(SpanKind.THREAD), table(SpanKind.COMMAND),
                table(SpanKind.NATIVE), table(SpanKind.FUNCTION), table(SpanKind.REGION),
                hitchCount, hitches.inOrder(), slowest.longestFirst());
    }

    /**
     * Memory of the distributions, which is nearly all that the statistics hold.
     *
     * @return bytes
     */
    public long bytes() {
        return rows.bytes() + resources.bytes() + tickTimes.bytes();
    }

    /** Counts at most one violation a slice. */
    private void checkOrder(SpanBatch batch, int i, int parent) {
        long start = batch.startNanos(i);
        long end = batch.endNanos(i);
        boolean violated = end < start;
        if (parent < 0 || open.depth == 0) {
            violated |= parent >= 0 || start < track.end;
            track.end = Math.max(track.end, end);
        } else {
            long siblingsEnd = open.childrenEnd[open.depth - 1];
            violated |= start < siblingsEnd || end > batch.endNanos(parent);
            open.childrenEnd[open.depth - 1] = Math.max(siblingsEnd, end);
        }
        if (violated) {
            orderViolations++;
        }
    }

    private void enter(SpanBatch batch, int i) {
        int around = open.depth == 0 ? SiteIndex.CALLERS : open.resource[open.depth - 1];
        long start = batch.startNanos(i);
        if (batch.isPlaceholder(i)) {
            parentsNotRecorded++;
            open.push(i, -1, around, start);
            return;
        }
        int site = batch.site(i);
        sites.learn(site);
        boolean first = batch.isFirst(i);
        long nanos = Math.max(0, times.nanos(i));
        long weight = batch.calls(i);
        long self = weight * times.self(i);
        slices++;
        if (first) {
            spans++;
            countStructure(batch, i, site);
        }
        if (sites.kind(site) == SpanKind.TICK && openTick < 0) {
            openTick = i;
        }
        if (isOnWorker) {
            open.push(i, -1, around, start);
            depthMax = Math.max(depthMax, open.depth);
            return;
        }
        selfByRuntime[sites.runtime(site).ordinal()] += self;
        int resource = owner(site, around);
        resources.enter(resource, first && resource != around ? weight : 0, weight * nanos, self,
                openTick >= 0);
        int row = sites.row(site);
        if (row >= 0) {
            rows.enter(row, resource, first, nanos, self, weight, ticks);
        }
        open.push(i, row, resource, start);
        depthMax = Math.max(depthMax, open.depth);
    }

    private int owner(int site, int around) {
        int resource = sites.resource(site);
        if (resource != SiteIndex.CALLERS) {
            return resource;
        }
        return around != SiteIndex.CALLERS ? around : sites.resource("");
    }

    private void leave(SpanBatch batch) {
        int top = --open.depth;
        if (open.row[top] >= 0) {
            rows.leave(open.row[top]);
        }
        if (!isOnWorker && !batch.isPlaceholder(open.slice[top])) {
            resources.leave(open.resource[top]);
        }
        if (open.slice[top] == openTick) {
            endTick(batch, openTick);
            openTick = -1;
        }
    }

    private void endTick(SpanBatch batch, int i) {
        long nanos = Math.max(0, batch.endNanos(i) - batch.startNanos(i));
        resources.endTick();
        tickTimes.add(nanos);
        tickNanos += nanos;
        boolean hitch = nanos > hitchNanos;
        if (hitch) {
            hitchCount++;
        }
        boolean keep = hitch && hitches.takes(nanos);
        if (keep || slowest.takes(nanos)) {
            Hitch found = new CulpritFinder(batch, sites, i).find(ticks, track.name);
            if (keep) {
                hitches.add(found);
            }
            if (slowest.takes(nanos)) {
                slowest.add(found);
            }
        }
        ticks++;
    }

    private void countStructure(SpanBatch batch, int i, int site) {
        if (sites.kind(site) != SpanKind.GC) {
            int parent = batch.parent(i);
            int parentSite = parent < 0
                    ? NO_SITE
                    : batch.isPlaceholder(parent) ? LOST_SITE : batch.site(parent);
            structure.increment((long) parentSite << 32 | site);
        }
    }

    private String structureHash() {
        var hash = new StructureHash();
        structure.forEach((key, count) -> {
            Site site = sites.site((int) key);
            hash.add(site.resource(), site.kind(), site.name(), parentName((int) (key >>> 32)),
                    count);
        });
        return hash.hex();
    }

    private String parentName(int site) {
        return switch (site) {
            case NO_SITE -> "";
            case LOST_SITE -> StructureHash.LOST_PARENT;
            default -> sites.site(site).name();
        };
    }

    private List<Row> table(SpanKind kind) {
        return rows.report(kind, tickNanos, sites::resourceName);
    }

    private double percentOf(ScriptRuntime runtime) {
        return Shares.percent(selfByRuntime[runtime.ordinal()], tickNanos);
    }
}
