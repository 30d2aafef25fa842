package dev.fxprof.export.report;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Follows the time of a slow tick down its tree. Called for few ticks, so it may allocate. */
final class CulpritFinder {
    /** Deeper steps of a runaway recursion tell nothing new. */
    private static final int LONGEST_CHAIN = 64;

    static final Site LOST = new Site(0, "", ScriptRuntime.ENGINE, SpanKind.REGION,
            StructureHash.LOST_PARENT, "", 0);

    private final SpanBatch batch;
    private final IntFunction<Site> sites;
    private final int root;
    private final int end;

    /** All slices of one site that the chain has come to. */
    private BitSet level = new BitSet();

    CulpritFinder(SpanBatch batch, IntFunction<Site> sites, int root) {
        this.batch = batch;
        this.sites = sites;
        this.root = root;
        end = TickScan.endOf(batch, root);
    }

    Hitch find(long tick, String thread) {
        level.set(root);
        Site culprit = site(root);
        List<Hitch.Step> chain = new ArrayList<>();
        chain.add(step(culprit));
        int source = batch.source(root);
        BitSet next = largestCallee();
        while (next != null && chain.size() < LONGEST_CHAIN) {
            level = next;
            culprit = site(level.nextSetBit(0));
            chain.add(step(culprit));
            int levelSource = source();
            source = levelSource > 0 ? levelSource : source;
            next = largestCallee();
        }
        return new Hitch(tick, batch.startNanos(root), duration(root), thread, culprit.resource(),
                culprit.kind(), culprit.name(), source, self(), chain);
    }

    /** The callees at one site that took the most time together, if more than the level itself. */
    private BitSet largestCallee() {
        Map<Integer, BitSet> callees = new LinkedHashMap<>();
        Map<Integer, Long> totals = new LinkedHashMap<>();
        for (int i = root + 1; i < end; i++) {
            if (level.get(batch.parent(i))) {
                int site = batch.isPlaceholder(i) ? 0 : batch.site(i);
                callees.computeIfAbsent(site, _ -> new BitSet()).set(i);
                totals.merge(site, duration(i), Long::sum);
            }
        }
        BitSet largest = null;
        long most = self();
        for (var total : totals.entrySet()) {
            if (total.getValue() > most) {
                most = total.getValue();
                largest = callees.get(total.getKey());
            }
        }
        return largest;
    }

    private long self() {
        return level.stream().mapToLong(batch::selfNanos).sum();
    }

    /** The player behind the longest slice of the level. */
    private int source() {
        int longest = level.nextSetBit(0);
        for (int i = longest; i >= 0; i = level.nextSetBit(i + 1)) {
            longest = duration(i) > duration(longest) ? i : longest;
        }
        return batch.source(longest);
    }

    private long duration(int i) {
        return batch.endNanos(i) - batch.startNanos(i);
    }

    private Site site(int i) {
        return batch.isPlaceholder(i) ? LOST : sites.apply(batch.site(i));
    }

    private static Hitch.Step step(Site site) {
        return new Hitch.Step(site.resource(), site.kind(), site.name());
    }
}
