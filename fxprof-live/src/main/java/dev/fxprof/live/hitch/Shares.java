package dev.fxprof.live.hitch;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.export.report.Hitch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each resource took itself of one slice of a batch, by the rules of the live sums: a native that
 * belongs to no resource is its caller's. Made for few slices, so it may allocate.
 */
final class Shares {
    /** Steps further away from the culprit tell nothing new. */
    private static final int LONGEST_CHAIN = 64;

    private final SpanBatch batch;
    private final SiteTable sites;
    private final int root;
    private final String[] billed;
    private String largest = "";
    private long nanos;
    private long calls;

    Shares(SpanBatch batch, int root, int end, SiteTable sites) {
        this.batch = batch;
        this.sites = sites;
        this.root = root;
        billed = new String[end - root];
        Map<String, Long> sums = new HashMap<>();
        for (int i = root; i < end; i++) {
            String resource = bill(i);
            billed[i - root] = resource;
            if (!resource.isEmpty() && !batch.isPlaceholder(i) && site(i).kind() != SpanKind.TICK) {
                long sum = sums.merge(resource, batch.selfNanos(i), Long::sum);
                if (sum > nanos) {
                    nanos = sum;
                    largest = resource;
                }
            }
            calls += batch.parent(i) == root ? batch.calls(i) : 0;
        }
    }

    private String bill(int i) {
        boolean isCallers = batch.isPlaceholder(i)
                || site(i).kind() == SpanKind.NATIVE && site(i).resource().isEmpty();
        if (!isCallers) {
            return site(i).resource();
        }
        return i == root ? "" : billed[batch.parent(i) - root];
    }

    /** The resource that took the most, or an empty name. */
    Broken.Spread spread() {
        return new Broken.Spread(largest, nanos, calls);
    }

    /** Where the resource that took the most spent the most of it. */
    Hitch blame(long tick, String thread) {
        Map<Integer, Long> sums = new HashMap<>();
        int culprit = -1;
        for (int i = root; i < root + billed.length; i++) {
            if (billed[i - root].equals(largest) && !batch.isPlaceholder(i)
                    && site(i).kind() != SpanKind.TICK) {
                long sum = sums.merge(batch.site(i), batch.selfNanos(i), Long::sum);
                culprit = culprit < 0 || sum > sums.get(batch.site(culprit)) ? i : culprit;
            }
        }
        Hitch hitch = culpritAt(batch, sites, root, culprit, tick, thread);
        return new Hitch(tick, hitch.startNanos(), hitch.durationNanos(), thread, largest,
                hitch.kind(), hitch.name(), hitch.source(), sums.get(batch.site(culprit)),
                hitch.chain());
    }

    /** A slice of which one within it is to blame. */
    static Hitch culpritAt(SpanBatch batch, SiteTable sites, int root, int culprit, long tick,
            String thread) {
        List<Hitch.Step> chain = new ArrayList<>();
        int source = SpanRecorder.NO_SOURCE;
        for (int i = culprit; i >= root; i = batch.parent(i)) {
            if (!batch.isPlaceholder(i)) {
                Site site = sites.site(batch.site(i));
                if (chain.size() == LONGEST_CHAIN) {
                    break;
                }
                chain.addFirst(new Hitch.Step(site.resource(), site.kind(), site.name()));
                source = source == SpanRecorder.NO_SOURCE ? batch.source(i) : source;
            }
        }
        Hitch.Step last = chain.getLast();
        return new Hitch(tick, batch.startNanos(root),
                batch.endNanos(root) - batch.startNanos(root), thread, last.resource(),
                last.kind(), last.name(), source, batch.selfNanos(culprit), chain);
    }

    private Site site(int i) {
        return sites.site(batch.site(i));
    }
}
