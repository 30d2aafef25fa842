package dev.fxprof.export.report;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import java.util.List;

/**
 * A slow tick and its culprit: where its time went, found by following from the tick down what took
 * the most time together at one site, until the time spent there itself outweighs every callee.
 *
 * @param tick number of the tick, from 0
 * @param startNanos start of the tick, since the start of the capture
 * @param durationNanos duration of the tick
 * @param thread name of the thread
 * @param resource resource of the culprit
 * @param kind kind of the culprit
 * @param name name of the culprit
 * @param source player who caused it, or 0
 * @param selfNanos time in the culprit itself during this tick, on the way that the chain tells
 * @param chain from the tick to the culprit
 */
public record Hitch(long tick, long startNanos, long durationNanos, String thread, String resource,
        SpanKind kind, String name, int source, long selfNanos, List<Step> chain) {
    /**
     * One step of a chain.
     *
     * @param resource resource that is billed
     * @param kind what it is
     * @param name its name
     */
    public record Step(String resource, SpanKind kind, String name) {}

    /** Keeps the chain from being changed. */
    public Hitch {
        chain = List.copyOf(chain);
    }

    /**
     * Finds the culprit of one slice of a batch, a tick or another.
     *
     * @param batch the batch; not kept
     * @param root index of the slice
     * @param sites sites of the batch
     * @param tick number of the tick
     * @param thread name of the thread
     * @return the slice and its culprit, which is the slice itself if it is to blame
     */
    public static Hitch of(SpanBatch batch, int root, SiteTable sites, long tick, String thread) {
        return new CulpritFinder(batch, sites::site, root).find(tick, thread);
    }
}
