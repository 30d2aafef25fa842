package dev.fxprof.hooks.lua.perf;

import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.List;

/** What is heard of one thread of the server, on its way into the capture. */
final class ThreadRecord {
    private static final double MILLIS = 1e3;
    private static final double MEDIAN = 0.5;
    private static final double HIGH = 0.99;

    private final ServerThread thread;
    private final PerfSites sites;
    private final int hitchSite;
    private boolean announced;
    private long lastEnd;
    private TickHistogram ticks;
    private long hitches;
    private int longest;
    private long written;

    ThreadRecord(ServerThread thread, PerfSites sites) {
        this.thread = thread;
        this.sites = sites;
        hitchSite = sites.server("hitch: interval between two ticks, cause not recorded");
    }

    private void announce(SpanSink sink) throws IOException {
        if (!announced) {
            announced = true;
            sink.track(thread.track(), thread.label());
        }
    }

    /** Takes hitches that were heard of at one moment: the last ended then, one before the other. */
    void hitches(List<Hitch> late, long nanos, SpanSink sink) throws IOException {
        announce(sink);
        long[] start = new long[late.size()];
        long end = nanos;
        for (int i = late.size() - 1; i >= 0; i--) {
            start[i] = end - late.get(i).millis() * 1_000_000L;
            end = start[i];
        }
        for (int i = 0; i < start.length; i++) {
            long from = Math.max(start[i], lastEnd);
            long to = Math.max(from, i + 1 < start.length ? start[i + 1] : nanos);
            hitches++;
            written++;
            longest = Math.max(longest, late.get(i).millis());
            sink.accept(new PerfBatch(thread.track()).slice(hitchSite,
                    hitches * ServerThread.values().length + thread.ordinal(), from, to));
            lastEnd = to;
        }
    }

    void ticked(TickHistogram between, long nanos, SpanSink sink) throws IOException {
        announce(sink);
        ticks = ticks == null ? between : between.plus(ticks);
        if (between.count() == 0) {
            return;
        }
        PerfBatch batch = new PerfBatch(thread.track());
        bound(batch, between, MEDIAN, "p50", nanos);
        bound(batch, between, HIGH, "p99", nanos);
        batch.counter(site("tick mean, ms"), nanos, between.mean() * MILLIS);
        batch.counter(site("ticks"), nanos, between.count());
        batch.counter(site("ticks over the last bound"), nanos, between.beyond());
        written += batch.counters();
        sink.accept(batch);
    }

    /** A share that only the infinite bound holds has no value to draw. */
    private void bound(PerfBatch batch, TickHistogram between, double share, String name,
            long nanos) {
        double bound = between.quantile(share);
        if (Double.isFinite(bound)) {
            batch.counter(site("tick " + name + " at most, ms"), nanos, bound * MILLIS);
        }
    }

    private int site(String what) {
        return sites.server(thread.label() + " " + what);
    }

    long written() {
        return written;
    }

    boolean isHeard() {
        return announced;
    }

    PerfSummary.Row row() {
        return ticks == null
                ? new PerfSummary.Row(thread.label(), 0, 0, 0, 0, hitches, longest)
                : new PerfSummary.Row(thread.label(), ticks.count(), ticks.quantile(MEDIAN),
                        ticks.quantile(HIGH), ticks.mean(), hitches, longest);
    }
}
