package dev.fxprof.export.report;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Merges what is in one tick to a tree of bounded size. */
final class TreeBuilder implements SpanObserver {
    private static final int DEEPEST = 64;
    private static final int MOST_NODES = 100_000;

    private static final class Merged {
        final Site site;
        final Map<Integer, Merged> children = new LinkedHashMap<>();
        long calls;
        long slices;
        long total;
        long self;
        long start = Long.MAX_VALUE;
        int source;
        long left;

        Merged(Site site) {
            this.site = site;
        }

        TickTree.Node node() {
            return new TickTree.Node(site, calls, slices, total, self, start, source, left,
                    nodes(children));
        }
    }

    private final SiteTable sites;
    private final TickScan scan;
    private final ChosenTicks chosen;
    private final Map<Integer, String> names = new LinkedHashMap<>();
    private final Map<Integer, Map<Integer, Merged>> roots = new LinkedHashMap<>();
    private Merged[] merged = new Merged[64];
    private int size;
    private long start;
    private long nanos = -1;
    private int tickTrack;

    TreeBuilder(SiteTable sites, ChosenTicks chosen) {
        this.sites = sites;
        scan = new TickScan(sites);
        this.chosen = chosen;
    }

    @Override
    public void track(int number, String name) {
        names.put(number, name);
    }

    @Override
    public void accept(SpanBatch batch) {
        if (batch.slices() > merged.length) {
            merged = Arrays.copyOf(merged, Math.max(batch.slices(), 2 * merged.length));
        }
        for (int i = 0; i < batch.slices(); i++) {
            int parent = batch.parent(i);
            if (parent < 0 && scan.isTick(batch, i)) {
                start = batch.startNanos(i);
                nanos = Math.max(0, batch.endNanos(i) - start);
                tickTrack = batch.track();
            }
            Merged around = parent < 0 ? null : merged[parent];
            merged[i] = place(batch, i, around);
        }
    }

    /** Where a slice belongs to: a node of its own or, where there is no room, that around it. */
    private Merged place(SpanBatch batch, int i, Merged around) {
        int site = batch.isPlaceholder(i) ? 0 : batch.site(i);
        Map<Integer, Merged> among = around == null
                ? roots.computeIfAbsent(batch.track(), _ -> new LinkedHashMap<>())
                : around.children;
        Merged node = among.get(site);
        if (node == null && around != null && (batch.depth(i) > DEEPEST || size >= MOST_NODES)) {
            around.left++;
            return around;
        }
        if (node == null) {
            size++;
            node = new Merged(site == 0 ? CulpritFinder.LOST : sites.site(site));
            among.put(site, node);
        }
        add(node, batch, i);
        return node;
    }

    private static void add(Merged node, SpanBatch batch, int i) {
        long calls = batch.isPlaceholder(i) ? 0 : batch.calls(i);
        node.calls += batch.isFirst(i) ? calls : 0;
        node.slices += calls;
        node.total += batch.endNanos(i) - batch.startNanos(i);
        node.self += batch.selfNanos(i);
        if (batch.startNanos(i) < node.start) {
            node.start = batch.startNanos(i);
            node.source = batch.source(i);
        }
    }

    private static List<TickTree.Node> nodes(Map<Integer, Merged> among) {
        List<TickTree.Node> nodes = new ArrayList<>();
        among.values().forEach(one -> nodes.add(one.node()));
        return nodes;
    }

    Optional<TickTree> tree() {
        if (nanos < 0) {
            return Optional.empty();
        }
        List<TickTree.Thread> threads = new ArrayList<>();
        roots.forEach((track, among) -> threads.add(track == tickTrack ? 0 : threads.size(),
                new TickTree.Thread(names.getOrDefault(track, "track " + track), nodes(among))));
        return Optional.of(new TickTree(chosen.number(0), start, nanos, threads));
    }
}
