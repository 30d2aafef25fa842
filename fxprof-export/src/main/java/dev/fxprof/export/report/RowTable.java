package dev.fxprof.export.report;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Accumulators of the rows of all tables but that of the resources. */
final class RowTable {
    /** Clocks on servers do not tell shorter durations apart. */
    private static final int STEP_NANOS = 64;

    /** Names beyond this share one row a resource and kind: scripts and players choose them. */
    private static final int MOST_ROWS = 10_000;

    private record Key(String resource, SpanKind kind, String name, String file, int line) {}

    private final Growth growth;
    private final Map<Key, Integer> index = new HashMap<>();
    private final List<Key> keys = new ArrayList<>();
    private final List<LongCounts> callers = new ArrayList<>();
    private Durations[] durations = new Durations[64];
    private long[] calls = new long[64];
    private long[] self = new long[64];
    private long[] total = new long[64];
    private int[] open = new int[64];
    private long[] every = new long[64];
    private long[] onWorkers = new long[64];

    RowTable(Growth growth) {
        this.growth = growth;
    }

    /** Index of the row that a site belongs to, or -1 if its kind has no table. */
    int rowOf(Site site) {
        switch (site.kind()) {
            case THREAD, EVENT, EXPORT, COMMAND, FUNCTION, REGION, TASK -> {
                return row(new Key(site.resource(), site.kind(), site.name(), site.file(),
                        site.line()));
            }
            case NATIVE -> {
                return row(new Key("", site.kind(), site.name(), "", 0));
            }
            default -> {
                return -1;
            }
        }
    }

    private int row(Key key) {
        Integer known = index.get(key);
        if (known != null) {
            return known;
        }
        if (keys.size() >= MOST_ROWS && !key.name.equals(SiteTable.OTHER)) {
            return row(new Key(key.resource, key.kind, SiteTable.OTHER, "", 0));
        }
        int row = keys.size();
        if (row == calls.length) {
            durations = Arrays.copyOf(durations, 2 * row);
            calls = Arrays.copyOf(calls, 2 * row);
            self = Arrays.copyOf(self, 2 * row);
            total = Arrays.copyOf(total, 2 * row);
            open = Arrays.copyOf(open, 2 * row);
            every = Arrays.copyOf(every, 2 * row);
            onWorkers = Arrays.copyOf(onWorkers, 2 * row);
        }
        index.put(key, row);
        every[row] = 1;
        keys.add(key);
        callers.add(key.kind == SpanKind.NATIVE ? new LongCounts() : null);
        return row;
    }

    /** {@code selfNanos} is that of all the calls that the slice stands for, {@code nanos} its own. */
    void enter(int row, int resource, boolean first, long nanos, long selfNanos, long weight,
            long tick) {
        if (durations[row] == null) {
            durations[row] = new Durations(STEP_NANOS);
        }
        durations[row].add(nanos, weight);
        self[row] += selfNanos;
        if (open[row]++ == 0) {
            total[row] += weight * nanos;
        }
        if (first) {
            calls[row] += weight;
            if (callers.get(row) != null) {
                callers.get(row).increment(resource);
            }
        }
        if (keys.get(row).kind == SpanKind.FUNCTION) {
            growth.add(row, tick, selfNanos / weight);
        }
    }

    /** Says that so much of the row's self time is none of the server's thread. */
    void onWorker(int row, long selfNanos) {
        onWorkers[row] += selfNanos;
    }

    String name(int row) {
        return keys.get(row).name;
    }

    /** Says how often the row is recorded from now on. */
    void sampled(int row, long oneIn) {
        every[row] = oneIn;
    }

    void leave(int row) {
        open[row]--;
    }

    /** Rows of one kind that ran, the one with the most self time first. */
    List<Row> report(SpanKind kind, Whole whole, IntFunction<String> resources) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            if (key.kind == kind && durations[i] != null) {
                String resource = kind == SpanKind.NATIVE ? topCaller(i, resources) : key.resource;
                rows.add(new Row(resource, kind, key.name, key.file, key.line, calls[i],
                        durations[i].size(), self[i], total[i], durations[i].percentile(50),
                        durations[i].percentile(99), durations[i].max(),
                        whole.percent(self[i] - onWorkers[i]), growth.percent(i), every[i],
                        durations[i].mean(), durations[i].percentile(95),
                        whole.perSecond(calls[i])));
            }
        }
        rows.sort(Row.BY_SELF_TIME);
        return rows;
    }

    /** Memory of the distributions, for measurements. */
    long bytes() {
        long bytes = 0;
        for (Durations distribution : durations) {
            bytes += distribution == null ? 0 : distribution.bytes();
        }
        return bytes;
    }

    private String topCaller(int row, IntFunction<String> resources) {
        String[] top = {""};
        long[] most = {0};
        callers.get(row).forEach((resource, count) -> {
            String name = resource < 0 ? "" : resources.apply((int) resource);
            if (count > most[0] || count == most[0] && name.compareTo(top[0]) < 0) {
                most[0] = count;
                top[0] = name;
            }
        });
        return top[0];
    }
}
