package dev.fxprof.live.aggregate;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanObserver;
import dev.fxprof.export.report.SliceTimes;
import dev.fxprof.export.report.TickTracks;
import dev.fxprof.live.view.HistoryPoint;
import dev.fxprof.live.view.WindowView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up a server's spans, over restarts of its source. As in reports, the sums are about the server's
 * thread: what a task does on a worker, and what stands on a track beside the ticks, is counted as calls
 * but is in no time of a resource.
 *
 * <p>Assumptions: one thread calls all methods. Guarantees: memory depends on the number of resources
 * and the rate of ticks, not on how long it runs.
 */
public final class LiveAggregates implements SpanObserver {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int MINUTE = 60;
    private static final int LONG_WINDOW_EVERY = 10;
    private static final int UNKNOWN = -1;
    private static final int ENOUGH_TICKS = 600;

    private final long budget;
    private final LiveListener listener;
    private final Resources resources = new Resources();
    private final Timeline timeline;
    private final Windows windows;
    private final Open open = new Open();
    private final Traffic traffic;
    private long[] memory = new long[0];
    private long[] inTick = new long[0];
    private int[] openCount = new int[0];
    private int[] ran = new int[0];
    private int ranCount;
    private SliceTimes times = new SliceTimes();
    private TickTracks tickTracks;
    private SpanCost cost = SpanCost.NONE;
    private Bucket bucket;
    private long offset;
    private long originMillis;
    private long latest = Long.MAX_VALUE;
    private int tick = -1;
    private boolean onWorker;
    private boolean beside;
    private long spans;
    private long slices;
    private final Map<Double, Long> percentiles = new HashMap<>();
    private long percentilesAt = Long.MIN_VALUE;
    private WindowView longest;
    private long longestMadeAt = Long.MIN_VALUE;

    /**
     * Starts with nothing.
     *
     * @param budget time that a tick may take, nanoseconds
     * @param listener is told what is seen
     */
    public LiveAggregates(long budget, LiveListener listener) {
        this.budget = budget;
        this.listener = listener;
        timeline = new Timeline(resources);
        windows = new Windows(resources, this::memoryOf);
        traffic = new Traffic(listener);
    }

    /**
     * Says that another stream begins.
     *
     * @param sites sites of it
     */
    public void stream(SiteTable sites) {
        resources.of(sites);
        traffic.of(sites);
        times = new SliceTimes();
        tickTracks = new TickTracks(sites);
        cost = SpanCost.NONE;
        Arrays.fill(memory, UNKNOWN);
    }

    /**
     * Says where on the daemon's own time the stream is.
     *
     * @param newOffset what has to be added to the stream's nanoseconds
     * @param newOriginMillis when the daemon's time was zero
     * @param newLatest nothing of the stream is later than this, on the daemon's time
     */
    public void time(long newOffset, long newOriginMillis, long newLatest) {
        latest = newLatest;
        offset = newOffset;
        originMillis = newOriginMillis;
    }

    /**
     * Says that nothing comes, so that the seconds go by nevertheless.
     *
     * @param nowNanos the daemon's own time
     */
    public void silent(long nowNanos) {
        if (timeline.now() != null) {
            timeline.at(Math.floorDiv(nowNanos, SECOND_NANOS), originMillis);
        }
    }

    @Override
    public void spanCost(SpanCost measured) {
        cost = measured;
        times.cost(measured);
    }

    @Override
    public void accept(SpanBatch batch) {
        if (open.depth > 0) {
            forgetOpen();
        }
        tickTracks.accept(batch);
        int count = batch.slices();
        long end = count > 0 ? batch.endNanos(0) : batch.counterNanos(batch.counters() - 1);
        long at = Math.min(end + offset, latest);
        bucket = timeline.at(Math.floorDiv(at, SECOND_NANOS), originMillis);
        for (int k = 0, counters = batch.counters(); k < counters; k++) {
            traffic.counter(batch, k, this);
        }
        times.of(batch);
        beside = tickTracks.isBeside(batch.track());
        onWorker = count > 0 && !batch.isPlaceholder(0)
                && resources.site(batch.site(0)).kind() == SpanKind.TASK;
        for (int i = 0; i < count; i++) {
            while (open.depth > 0 && open.top() != batch.parent(i)) {
                leave(batch);
            }
            enter(batch, i);
        }
        while (open.depth > 0) {
            leave(batch);
        }
        if (cost.recordedNanos() > 0 && !beside && !onWorker && count > 0) {
            profiler(count * cost.recordedNanos());
        }
    }

    /** What a batch left behind that could not be looked at to its end. */
    private void forgetOpen() {
        open.depth = 0;
        tick = -1;
        ranCount = 0;
        Arrays.fill(openCount, 0);
        Arrays.fill(inTick, Long.MIN_VALUE);
    }

    private void enter(SpanBatch batch, int i) {
        int around = open.resource();
        if (batch.isPlaceholder(i)) {
            open.push(i, around);
            return;
        }
        Site site = resources.site(batch.site(i));
        int resource = resources.of(batch.site(i));
        if (resource == Resources.CALLERS) {
            resource = around == Resources.CALLERS ? resources.number("") : around;
        }
        open.push(i, resource);
        room();
        boolean first = batch.isFirst(i);
        long calls = first ? batch.calls(i) : 0;
        long self = batch.calls(i) * times.self(i);
        bucket.slices++;
        slices++;
        bucket.spans += first ? 1 : 0;
        spans += first ? 1 : 0;
        if (site.kind() == SpanKind.TICK && tick < 0) {
            tick = i;
        }
        call(site, resource, calls, self);
        if (!onWorker && !beside) {
            bucket.add(resource, Sum.CALLS, resource == around ? 0 : calls);
            bucket.add(resource, Sum.SELF, self);
            if (openCount[resource]++ == 0) {
                bucket.add(resource, Sum.TOTAL, batch.calls(i) * Math.max(0, times.nanos(i)));
            }
            if (tick >= 0) {
                addToTick(resource, self);
            }
        }
    }

    private void addToTick(int resource, long self) {
        if (inTick[resource] == Long.MIN_VALUE) {
            inTick[resource] = 0;
            ran[ranCount++] = resource;
        }
        inTick[resource] += self;
    }

    private void call(Site site, int resource, long calls, long self) {
        Sum sum = switch (site.kind()) {
            case EVENT -> Sum.EVENTS;
            case NATIVE -> Sum.NATIVES;
            case TASK -> Sum.TASKS;
            default -> null;
        };
        if (sum != null) {
            bucket.add(resource, sum, calls);
            listener.call(resources.name(resource), site.kind(), site.name(), calls, self);
        }
    }

    private void leave(SpanBatch batch) {
        int left = open.top();
        int resource = open.resource();
        open.depth--;
        if (!onWorker && !beside && !batch.isPlaceholder(left)) {
            openCount[resource]--;
        }
        if (left == tick) {
            tick = -1;
            endTick(batch.endNanos(left) - batch.startNanos(left));
        }
    }

    private void endTick(long nanos) {
        bucket.addTick(nanos, budget);
        listener.tick(nanos);
        for (int i = 0; i < ranCount; i++) {
            long self = inTick[ran[i]];
            bucket.addInTick(ran[i], self);
            listener.resourceTick(resources.name(ran[i]), self);
            inTick[ran[i]] = Long.MIN_VALUE;
        }
        ranCount = 0;
    }

    private void room() {
        int size = resources.size();
        if (size > openCount.length) {
            int before = inTick.length;
            int length = Math.max(64, 2 * size);
            openCount = Arrays.copyOf(openCount, length);
            inTick = Arrays.copyOf(inTick, length);
            ran = Arrays.copyOf(ran, length);
            Arrays.fill(inTick, before, length, Long.MIN_VALUE);
        }
    }

    void memory(String resource, long bytes) {
        int number = resources.number(resource);
        if (number >= memory.length) {
            int before = memory.length;
            memory = Arrays.copyOf(memory, Math.max(64, 2 * number));
            Arrays.fill(memory, before, memory.length, UNKNOWN);
        }
        memory[number] = bytes;
    }

    private long memoryOf(int resource) {
        return resource < memory.length ? memory[resource] : UNKNOWN;
    }

    void traffic(String resource, Sum direction, long bytes) {
        bucket.add(resources.number(resource), direction, bytes);
    }

    void profiler(double nanos) {
        bucket.profilerNanos += Math.round(nanos);
        listener.profiler(nanos);
    }

    /** Says that a tick of this second broke a rule. */
    public void hitch() {
        if (timeline.now() != null) {
            timeline.now().hitches++;
        }
    }

    /**
     * Activations since the start.
     *
     * @return count
     */
    public long spans() {
        return spans;
    }

    /**
     * Slices since the start.
     *
     * @return count
     */
    public long slices() {
        return slices;
    }

    /**
     * Seconds that are over; windows change with it.
     *
     * @return count
     */
    public long seconds() {
        return timeline.closed();
    }

    /**
     * The windows of the last 1, 10, 60 and 900 seconds; the last one made anew every ten seconds.
     *
     * @return in this order
     */
    public List<WindowView> windows() {
        List<WindowView> views = new ArrayList<>();
        for (int length : new int[]{1, 10, MINUTE}) {
            views.add(windows.of(length, timeline.last(length)));
        }
        if (longest == null || timeline.closed() - longestMadeAt >= LONG_WINDOW_EVERY
                || timeline.closed() <= MINUTE) {
            longest = windows.of(timeline.lastMinutes());
            longestMadeAt = timeline.closed();
        }
        views.add(longest);
        return views;
    }

    /**
     * How long ticks of the last 15 minutes took; worked out once a second.
     *
     * @param percent the percentile
     * @return nanoseconds; 0 with fewer than 600 ticks
     */
    public long tickPercentile(double percent) {
        if (percentilesAt != timeline.closed()) {
            percentiles.clear();
            percentilesAt = timeline.closed();
        }
        return percentiles.computeIfAbsent(percent,
                wanted -> windows.percentile(timeline.lastMinutes(), wanted, ENOUGH_TICKS));
    }

    /**
     * The last 15 minutes by the second.
     *
     * @return oldest first
     */
    public List<HistoryPoint> history() {
        return timeline.history();
    }

    /**
     * What recording took of the ticks of the last minute.
     *
     * @return percent; -1 where the source does not tell, or there are no ticks
     */
    public double profilerPercent() {
        long nanos = 0;
        long ticks = 0;
        for (Bucket second : timeline.last(MINUTE)) {
            nanos += second.profilerNanos;
            ticks += second.ticks.sum();
        }
        return nanos == 0 || ticks == 0 ? -1 : 100.0 * nanos / ticks;
    }
}
