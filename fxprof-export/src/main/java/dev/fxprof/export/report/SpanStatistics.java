package dev.fxprof.export.report;

import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanSink;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up a span stream as it passes, for {@link #report()}. The tables are about the server's
 * thread: what a task does on a worker is in no row and no share, and what stands on a track beside the
 * ticks ({@link StatisticsOptions#beside}) is in its own row alone.
 *
 * <p>Assumptions: one thread calls all methods, or calls are ordered otherwise.
 *
 * <p>Guarantees: memory depends on the number of sites, not on the length of the stream, and no
 * call but {@link #report()} allocates once all sites are known and the slowest tick has passed.
 */
public final class SpanStatistics implements SpanSink {
    private static final int EVERY_RESOURCE = -2;

    private static final class Track {
        final String name;
        long end = Long.MIN_VALUE;
        long spans;
        long slices;
        long busyNanos;

        Track(String name) {
            this.name = name;
        }
    }

    private final StatisticsOptions options;
    private final int wanted;
    private final RowTable rows;
    private final SiteIndex sites;
    private final ResourceTable resources = new ResourceTable();
    private final PlayerTable players = new PlayerTable();
    private final OverheadTable overhead = new OverheadTable();
    private final StructureCounts structure;
    private final TickLog tickLog;
    private final Map<Integer, Track> tracks = new TreeMap<>();
    private final OpenSlices open = new OpenSlices();
    private final SliceTimes times = new SliceTimes();
    private final long[] selfByRuntime = new long[ScriptRuntime.values().length];
    private Track track;
    private boolean isOnWorker;
    private boolean isBeside;
    private int openTick = -1;
    private long firstStart = Long.MAX_VALUE;
    private long lastEnd = Long.MIN_VALUE;
    private long spans;
    private long slices;
    private long drops;
    private long orderViolations;
    private long parentsNotRecorded;
    private int depthMax;

    /**
     * Starts with nothing.
     *
     * @param sites sites of the stream
     * @param options what is known and wanted
     */
    public SpanStatistics(SiteTable sites, StatisticsOptions options) {
        this.options = options;
        rows = new RowTable(new Growth(options.expectedTicks()));
        this.sites = new SiteIndex(sites, rows);
        wanted = options.resource() == null
                ? EVERY_RESOURCE
                : this.sites.resource(options.resource());
        structure = new StructureCounts(this.sites);
        tickLog = new TickLog(options, this.sites);
    }

    /**
     * Starts with nothing and the defaults of a server.
     *
     * @param sites sites of the stream
     * @param expectedTicks how many ticks it will have, or 0
     */
    public SpanStatistics(SiteTable sites, long expectedTicks) {
        this(sites, new StatisticsOptions(expectedTicks));
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
        isBeside = options.beside().test(batch.track());
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
        overhead.cost(cost);
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
        long ticks = tickLog.count();
        Whole whole = whole();
        return new Report(ticks, spans, slices, drops, orderViolations, parentsNotRecorded,
                structure.hash(), tickLog.times(), ticks == 0 ? 0 : (double) spans / ticks,
                depthMax, percentOf(ScriptRuntime.LUA), percentOf(ScriptRuntime.NATIVE),
                resourceRows(whole), table(SpanKind.EVENT), table(SpanKind.EXPORT),
                table(SpanKind.THREAD), table(SpanKind.COMMAND), table(SpanKind.NATIVE),
                table(SpanKind.FUNCTION), table(SpanKind.REGION), table(SpanKind.TASK),
                tickLog.hitchCount(), tickLog.hitches(), tickLog.slowest(),
                players.report(whole, rows::name), overhead.report(whole, slices), trackRows(),
                tickLog.nanos(), recordedNanos(), whole.serverNanos());
    }

    private Whole whole() {
        long recorded = options.isSelection() ? tickLog.nanos() : recordedNanos();
        long due = tickLog.count() * options.tickIntervalNanos();
        return new Whole(tickLog.count() > 0 ? tickLog.nanos() : recorded,
                Math.max(recorded, due));
    }

    private long recordedNanos() {
        return lastEnd > firstStart ? lastEnd - firstStart : 0;
    }

    private List<ResourceRow> resourceRows(Whole whole) {
        return resources.report(whole, sites::resourceName).stream()
                .filter(row -> options.wants(row.name())).toList();
    }

    private List<TrackRow> trackRows() {
        long recorded = recordedNanos();
        return tracks.values().stream().filter(one -> one.slices > 0)
                .map(one -> new TrackRow(one.name, one.spans, one.slices, one.busyNanos,
                        Shares.percent(one.busyNanos, recorded)))
                .toList();
    }

    /**
     * Memory of the distributions, which is nearly all that the statistics hold.
     *
     * @return bytes
     */
    public long bytes() {
        return rows.bytes() + resources.bytes() + tickLog.bytes();
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
        count(batch, i, site);
        if (sites.kind(site) == SpanKind.TICK && openTick < 0) {
            openTick = i;
        }
        int resource = isOnWorker ? sites.resource(site) : owner(site, around);
        open.push(i, -1, resource, start);
        depthMax = Math.max(depthMax, open.depth);
        if (isOnWorker) {
            addOnWorker(batch, i, site);
        } else {
            addRow(batch, i, site);
            if (!isBeside) {
                addUp(batch, i, site, around);
            }
        }
    }

    private void count(SpanBatch batch, int i, int site) {
        slices++;
        track.slices++;
        if (batch.isFirst(i)) {
            spans++;
            track.spans++;
            structure.add(batch, i);
        }
        if (open.depth == 0) {
            track.busyNanos += Math.max(0, batch.endNanos(i) - batch.startNanos(i));
        }
        firstStart = Math.min(firstStart, batch.startNanos(i));
        lastEnd = Math.max(lastEnd, batch.endNanos(i));
    }

    /** What a task computes on a worker is in its own row alone. */
    private void addOnWorker(SpanBatch batch, int i, int site) {
        int row = sites.row(site);
        if (sites.kind(site) == SpanKind.TASK && isWanted(sites.resource(site))) {
            long self = batch.calls(i) * times.self(i);
            enterRow(batch, i, row, self);
            rows.onWorker(row, self);
        }
    }

    private void addRow(SpanBatch batch, int i, int site) {
        if (sites.row(site) >= 0 && isWanted(open.resource[open.depth - 1])) {
            enterRow(batch, i, sites.row(site), batch.calls(i) * times.self(i));
        }
    }

    private void addUp(SpanBatch batch, int i, int site, int around) {
        int resource = open.resource[open.depth - 1];
        boolean first = batch.isFirst(i);
        long weight = batch.calls(i);
        long self = weight * times.self(i);
        long nanos = weight * Math.max(0, times.nanos(i));
        selfByRuntime[sites.runtime(site).ordinal()] += self;
        resources.enter(resource, first && resource != around ? weight : 0, nanos, self,
                openTick >= 0);
        int category = sites.overhead(site);
        if (category != OverheadTable.NONE) {
            overhead.add(category, first ? weight : 0, self);
        }
        addToPlayer(batch, i, site, nanos, self);
    }

    private boolean isWanted(int resource) {
        return wanted == EVERY_RESOURCE || wanted == resource;
    }

    private void enterRow(SpanBatch batch, int i, int row, long self) {
        int top = open.depth - 1;
        open.row[top] = row;
        rows.enter(row, open.resource[top], batch.isFirst(i), Math.max(0, times.nanos(i)), self,
                batch.calls(i), tickLog.count());
    }

    /** Who is behind a slice is behind all that it calls. */
    private void addToPlayer(SpanBatch batch, int i, int site, long nanos, long self) {
        int top = open.depth - 1;
        int around = open.source[top];
        if (PlayerTable.isPlayer(batch.source(i))) {
            open.source[top] = batch.source(i);
        }
        SpanKind kind = sites.kind(site);
        if (kind == SpanKind.EVENT || kind == SpanKind.COMMAND && open.event[top] < 0) {
            open.event[top] = sites.row(site);
        }
        int source = open.source[top];
        if (PlayerTable.isPlayer(source) && isWanted(open.resource[top])) {
            boolean outside = batch.isFirst(i) && source != around;
            players.enter(source, outside ? batch.calls(i) : 0, nanos, self, open.event[top]);
            open.player[top] = source;
        }
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
        if (PlayerTable.isPlayer(open.player[top])) {
            players.leave(open.player[top]);
        }
        if (!isOnWorker && !isBeside && !batch.isPlaceholder(open.slice[top])) {
            resources.leave(open.resource[top]);
        }
        if (open.slice[top] == openTick) {
            resources.endTick();
            tickLog.add(batch, openTick, track.name);
            openTick = -1;
        }
    }

    private List<Row> table(SpanKind kind) {
        return rows.report(kind, whole(), sites::resourceName);
    }

    private double percentOf(ScriptRuntime runtime) {
        return whole().percent(selfByRuntime[runtime.ordinal()]);
    }
}
