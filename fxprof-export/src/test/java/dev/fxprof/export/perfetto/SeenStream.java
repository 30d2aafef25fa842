package dev.fxprof.export.perfetto;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a span stream says, in words. */
final class SeenStream implements SpanObserver {
    final List<String> slices = new ArrayList<>();
    final List<String> links = new ArrayList<>();
    final List<String> counters = new ArrayList<>();
    final List<String> tracks = new ArrayList<>();
    final List<String> losses = new ArrayList<>();
    final List<String> steps = new ArrayList<>();
    final Map<String, Long> totals = new TreeMap<>();
    CaptureCost cost;
    SpanCost spanCost;
    long spans;

    private final SiteTable sites;

    SeenStream(SiteTable sites) {
        this.sites = sites;
    }

    @Override
    public void track(int track, String name) {
        tracks.add(track + " " + name);
    }

    @Override
    public void accept(SpanBatch batch) {
        for (int i = 0; i < batch.slices(); i++) {
            slice(batch, i);
        }
        for (int j = 0; j < batch.links(); j++) {
            links.add(batch.track() + (batch.linkContinues(j) ? " continue " : " cause ")
                    + batch.linkFrom(j) + "@" + batch.linkFromNanos(j) + " -> " + batch.linkTo(j)
                    + "@" + batch.linkToNanos(j));
        }
        for (int k = 0; k < batch.counters(); k++) {
            counters.add(batch.track() + " " + place(batch.counterSite(k)) + " "
                    + batch.counterNanos(k) + " " + batch.counterValue(k));
        }
    }

    private void slice(SpanBatch batch, int i) {
        if (batch.isPlaceholder(i)) {
            slices.add(batch.track() + " placeholder " + batch.depth(i) + " "
                    + batch.startNanos(i) + "-" + batch.endNanos(i));
            return;
        }
        spans += batch.isFirst(i) ? 1 : 0;
        slices.add(batch.track() + " " + batch.depth(i) + " " + batch.startNanos(i) + "-"
                + batch.endNanos(i) + " self " + batch.selfNanos(i) + " #" + batch.spanId(i)
                + " " + place(batch.site(i)) + (batch.isFirst(i) ? "" : " continued")
                + (batch.isUnfinished(i) ? " unfinished" : "")
                + (batch.isBelowLeftOut(i) ? " below" : "") + " x" + batch.calls(i) + " by "
                + batch.source(i));
        totals.merge(sites.site(batch.site(i)).name(), batch.endNanos(i) - batch.startNanos(i),
                Long::sum);
    }

    private String place(int site) {
        Site known = sites.site(site);
        return known.resource() + " " + known.runtime() + " " + known.kind() + " " + known.name()
                + " " + known.file() + ":" + known.line();
    }

    @Override
    public void lost(int track, long nanos, long records) {
        losses.add(track + " " + nanos + " " + records);
    }

    @Override
    public void sampling(SamplingStep step) {
        steps.add(step.nanos() + " " + place(step.site()) + " " + step.words());
    }

    @Override
    public void cost(CaptureCost now) {
        cost = now;
    }

    @Override
    public void spanCost(SpanCost now) {
        spanCost = now;
    }
}
