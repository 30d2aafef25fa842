package dev.fxprof.export.report;

import dev.fxprof.api.ResourceCounter;
import dev.fxprof.api.ResourceCounter.Measure;
import dev.fxprof.api.ResourceCounter.Subject;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Adds up the counters that a capture has of its resources. */
final class CounterSums {
    private static final Measure[] MEASURES = Measure.values();
    private static final long[] UNKNOWN = new long[0];

    private record Key(Subject subject, String resource, String name) {}

    private final SiteTable sites;
    private final Map<Key, long[]> sums = new HashMap<>();
    /** Where a site's values are added up; null for a site that was not seen yet. */
    private long[][] sumOf = new long[0][];
    private int[] measureOf = new int[0];

    CounterSums(SiteTable sites) {
        this.sites = sites;
    }

    void take(SpanBatch batch) {
        for (int k = 0, counters = batch.counters(); k < counters; k++) {
            int site = batch.counterSite(k);
            learn(site);
            if (sumOf[site] != UNKNOWN) {
                sumOf[site][measureOf[site]] += Math.round(batch.counterValue(k));
            }
        }
    }

    private void learn(int site) {
        if (site < sumOf.length && sumOf[site] != null) {
            return;
        }
        if (site >= sumOf.length) {
            int capacity = Math.max(site + 1, Math.max(64, 2 * sumOf.length));
            sumOf = Arrays.copyOf(sumOf, capacity);
            measureOf = Arrays.copyOf(measureOf, capacity);
        }
        sumOf[site] = UNKNOWN;
        ResourceCounter.of(sites.site(site).name()).ifPresent(counter -> {
            measureOf[site] = counter.measure().ordinal();
            sumOf[site] = sums.computeIfAbsent(
                    new Key(counter.subject(), counter.resource(), counter.name()),
                    _ -> new long[MEASURES.length]);
        });
    }

    /** Sum over all resources. */
    long sum(Subject subject, Measure measure) {
        long sum = 0;
        for (var entry : sums.entrySet()) {
            sum += entry.getKey().subject == subject ? entry.getValue()[measure.ordinal()] : 0;
        }
        return sum;
    }

    List<TrafficRow> traffic(Predicate<String> wanted) {
        List<TrafficRow> rows = new ArrayList<>();
        sums.forEach((key, sum) -> {
            long messages = sum[Measure.MESSAGES.ordinal()];
            if (key.subject.isTraffic() && messages > 0 && wanted.test(key.resource)) {
                rows.add(new TrafficRow(key.resource, key.subject.label(), key.name, messages,
                        sum[Measure.BYTES.ordinal()], sum[Measure.RECIPIENTS.ordinal()]));
            }
        });
        rows.sort(TrafficRow.BY_BYTES);
        return rows;
    }
}
