package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.RingPosition;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps a span stream, and checks what every stream must keep to. */
final class Captured implements SpanSink {
    /** One slice, without ids, which only tell slices of one span. */
    record Slice(int depth, long start, long end, String resource, SpanKind kind, String name,
            boolean isFirst, boolean isUnfinished, long calls, int source) {}

    record Link(boolean continues, String from, long fromNanos, String to, long toNanos) {}

    record Counter(long nanos, double value) {}

    final List<Slice> slices = new ArrayList<>();
    final List<Link> links = new ArrayList<>();
    final Map<String, List<Counter>> counters = new HashMap<>();
    final List<String> violations = new ArrayList<>();
    final Map<Long, String> spans;
    final Map<List<Long>, RingPosition> positions = new HashMap<>();
    volatile List<RingPosition> durable = List.of();
    long lost;
    volatile long flushes;
    CaptureCost cost;
    private final SiteTable sites;
    private final Map<Long, Long> lastEnds = new HashMap<>();
    private long lastEnd = -1;
    private long lastCounter = -1;

    Captured(SiteTable sites) {
        this(sites, new HashMap<>(), List.of());
    }

    /**
     * @param spans what the ids of an earlier part of the capture are
     * @param before positions that the capture holds
     */
    Captured(SiteTable sites, Map<Long, String> spans, List<RingPosition> before) {
        this.sites = sites;
        before.forEach(this::position);
        this.spans = spans;
    }

    @Override
    public void track(int track, String name) {
        if (track != 1 || !name.equals("svMain")) {
            violations.add("track " + track + " " + name);
        }
    }

    @Override
    public void accept(SpanBatch batch) {
        for (int i = 0; i < batch.slices(); i++) {
            slice(batch, i);
        }
        for (int j = 0; j < batch.links(); j++) {
            link(batch, j);
        }
        for (int k = 0; k < batch.counters(); k++) {
            check(batch.counterNanos(k) >= lastCounter, "a counter goes back");
            lastCounter = batch.counterNanos(k);
            counters.computeIfAbsent(sites.site(batch.counterSite(k)).name(),
                    _ -> new ArrayList<>())
                    .add(new Counter(batch.counterNanos(k), batch.counterValue(k)));
        }
        check(batch.slices() + batch.counters() > 0, "an empty batch");
    }

    private void slice(SpanBatch batch, int i) {
        Site site = sites.site(batch.site(i));
        long start = batch.startNanos(i);
        long end = batch.endNanos(i);
        int parent = batch.parent(i);
        check(start >= 0 && end >= start, "a slice ends before it begins: " + start + " " + end);
        long last = parent < 0 ? lastEnd : lastEnds.getOrDefault((long) parent, -1L);
        check(start >= last, "slices overlap: " + start + " < " + last);
        if (parent >= 0) {
            check(start >= batch.startNanos(parent) && end <= batch.endNanos(parent),
                    "a slice is not within its parent");
            check(batch.depth(i) == batch.depth(parent) + 1, "depth");
            check(batch.parentId(i) == batch.spanId(parent), "parent's id");
            lastEnds.put((long) parent, end);
        } else {
            check(batch.depth(i) == 0, "depth of a root");
            lastEnds.clear();
            lastEnd = end;
        }
        lastEnds.put((long) i, -1L);
        check(batch.spanId(i) > 0 && batch.spanId(i) < 1L << 53, "id " + batch.spanId(i));
        String name = site.resource() + "/" + site.name();
        String known = spans.putIfAbsent(batch.spanId(i), name);
        check(batch.isFirst(i) == (known == null) || !batch.isFirst(i),
                "the id of " + name + " is that of " + known);
        check(batch.isFirst(i) || known == null || known.equals(name), "a span changes its site");
        slices.add(new Slice(batch.depth(i), start, end, site.resource(), site.kind(), site.name(),
                batch.isFirst(i), batch.isUnfinished(i), batch.calls(i), batch.source(i)));
    }

    private void link(SpanBatch batch, int j) {
        check(batch.linkFromNanos(j) <= batch.linkToNanos(j), "a link goes back");
        links.add(new Link(batch.linkContinues(j), spans.get(batch.linkFrom(j)),
                batch.linkFromNanos(j), spans.get(batch.linkTo(j)), batch.linkToNanos(j)));
    }

    private void check(boolean holds, String what) {
        if (!holds && violations.size() < 10) {
            violations.add(what);
        }
    }

    @Override
    public void lost(int track, long nanos, long records) {
        check(records > 0, "lost " + records);
        lost += records;
    }

    @Override
    public void position(RingPosition position) {
        positions.put(List.of(position.segment(), (long) position.ring()), position);
    }

    @Override
    public void cost(CaptureCost now) {
        cost = now;
    }

    @Override
    public void flush() {
        flushes++;
        durable = List.copyOf(positions.values());
    }

    @Override
    public void close() {
    }
}
