package dev.fxprof.export.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Accumulators of the resources, and of each resource's share of the tick that runs. */
final class ResourceTable {
    private static final int STEP_NANOS = 64;

    private long[] calls = new long[0];
    private long[] self = new long[0];
    private long[] total = new long[0];
    private int[] open = new int[0];
    private boolean[] seen = new boolean[0];
    private long[] inTick = new long[0];
    private boolean[] ranInTick = new boolean[0];
    private int[] ran = new int[0];
    private int ranCount;
    private Durations[] ticks = new Durations[0];

    void enter(int resource, long callsFromOutside, long nanos, long selfNanos, boolean tick) {
        if (resource >= calls.length) {
            grow(Math.max(64, 2 * resource));
        }
        seen[resource] = true;
        self[resource] += selfNanos;
        calls[resource] += callsFromOutside;
        if (open[resource]++ == 0) {
            total[resource] += nanos;
        }
        if (tick) {
            inTick[resource] += selfNanos;
            if (!ranInTick[resource]) {
                ranInTick[resource] = true;
                ran[ranCount++] = resource;
            }
        }
    }

    void leave(int resource) {
        open[resource]--;
    }

    void endTick() {
        for (int i = 0; i < ranCount; i++) {
            int resource = ran[i];
            if (ticks[resource] == null) {
                ticks[resource] = new Durations(STEP_NANOS);
            }
            ticks[resource].add(inTick[resource]);
            inTick[resource] = 0;
            ranInTick[resource] = false;
        }
        ranCount = 0;
    }

    List<ResourceRow> report(Whole whole, IntFunction<String> names) {
        List<ResourceRow> rows = new ArrayList<>();
        Durations never = new Durations(STEP_NANOS);
        for (int i = 0; i < seen.length; i++) {
            if (seen[i]) {
                Durations tick = ticks[i] == null ? never : ticks[i];
                rows.add(new ResourceRow(names.apply(i), calls[i], self[i], total[i],
                        tick.percentile(50), tick.percentile(99), tick.max(),
                        whole.percent(self[i]), tick.mean(), tick.percentile(95),
                        whole.perSecond(calls[i])));
            }
        }
        rows.sort(ResourceRow.BY_SELF_TIME);
        return rows;
    }

    long bytes() {
        long bytes = 0;
        for (Durations distribution : ticks) {
            bytes += distribution == null ? 0 : distribution.bytes();
        }
        return bytes;
    }

    private void grow(int capacity) {
        calls = Arrays.copyOf(calls, capacity);
        self = Arrays.copyOf(self, capacity);
        total = Arrays.copyOf(total, capacity);
        open = Arrays.copyOf(open, capacity);
        seen = Arrays.copyOf(seen, capacity);
        inTick = Arrays.copyOf(inTick, capacity);
        ranInTick = Arrays.copyOf(ranInTick, capacity);
        ran = Arrays.copyOf(ran, capacity);
        ticks = Arrays.copyOf(ticks, capacity);
    }
}
