package dev.fxprof.live.core;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import dev.fxprof.live.aggregate.LiveAggregates;
import dev.fxprof.live.recorder.FlightRecorder;
import dev.fxprof.live.view.OwnCost;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What sources and the analysis cost and lost, over restarts of the sources.
 *
 * <p>Assumptions: the analysis thread calls all methods.
 */
final class OwnCosts implements SpanObserver {
    private static final int MINUTE = 60;
    private static final double SECOND_NANOS = 1e9;
    /** A source that tells what it costs does so about every second. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private record Used(long at, long processorNanos) {}

    private final long recorderLimit;
    private final int recorderSeconds;
    private final Map<String, Long> before = new LinkedHashMap<>();
    private final Deque<Used> used = new ArrayDeque<>();
    private CaptureCost cost;
    private long lostUnexplained;
    private long behind;
    private long begun;
    private boolean over;

    OwnCosts(long recorderLimit, int recorderSeconds) {
        this.recorderLimit = recorderLimit;
        this.recorderSeconds = recorderSeconds;
    }

    void take(CaptureCost now) {
        cost = now;
    }

    /** Says that so many of the records that are lost next were so here, and are counted. */
    void behind(long slices) {
        behind = slices;
    }

    CaptureCost newest() {
        return cost;
    }

    @Override
    public void accept(SpanBatch batch) {
        // What is lost is all that counts here.
    }

    /** Of a source that says no more of it, or not yet. */
    @Override
    public void lost(int track, long nanos, long records) {
        lostUnexplained += cost == null ? records - Math.min(behind, records) : 0;
        behind = 0;
    }

    /** Says that another stream begins, whose counts begin at zero. */
    void stream(long now) {
        over = true;
        dropped(now).forEach((reason, count) -> before.put(reason, count));
        cost = null;
        lostUnexplained = 0;
        begun = now;
        over = false;
    }

    /** Says that nothing follows in the stream: what was not explained never will be. */
    void over() {
        over = true;
    }

    /** What the source's cost may still explain is not told yet: counters cannot take it back. */
    private long unexplained(long now) {
        return cost == null && (over || now - begun >= PATIENCE_NANOS) ? lostUnexplained : 0;
    }

    private Map<String, Long> dropped(long now) {
        Map<String, Long> dropped = new LinkedHashMap<>();
        dropped.put("ringFull", cost == null ? 0 : cost.droppedFull());
        dropped.put("treeTooLarge", cost == null ? 0 : cost.droppedTree());
        dropped.put("drainKilled", cost == null ? 0 : cost.droppedDrain());
        dropped.put("unexplained", unexplained(now));
        before.forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
        return dropped;
    }

    /** Notes the processor time that the calling thread has used; returns it. */
    long sample(long now) {
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        used.add(new Used(now, nanos));
        while (used.size() > MINUTE) {
            used.removeFirst();
        }
        return nanos;
    }

    private double analysisPercent() {
        if (used.size() < 2) {
            return 0;
        }
        Used first = used.getFirst();
        Used last = used.getLast();
        long time = last.at - first.at;
        return time <= 0 ? 0 : 100.0 * (last.processorNanos - first.processorNanos) / time;
    }

    OwnCost view(LiveAggregates aggregates, FlightRecorder recorder, long behind, long now) {
        Map<String, Long> dropped = dropped(now);
        dropped.put("liveBehind", behind);
        boolean known = cost != null;
        return new OwnCost(aggregates.spans(), aggregates.slices(), dropped,
                known ? cost.waiting() : 0, known ? cost.ringSlots() : 0,
                known ? cost.highWater() : 0, known ? cost.clock() : "",
                known ? cost.clockErrorNanos() : 0, known ? cost.clockSteps() : 0,
                aggregates.profilerPercent(), analysisPercent(), recorder.bytes(), recorderLimit,
                recorder.reachNanos() / SECOND_NANOS, recorderSeconds, recorder.forgotten());
    }
}
