package dev.fxprof.export.capture;

import dev.fxprof.api.Capture;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import dev.fxprof.export.capture.CaptureBuilder.Extras;
import dev.fxprof.export.capture.CaptureBuilder.Loss;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** What was read: nested tracks, replayed in the order in which their trees end. */
final class ReadCapture implements Capture {
    private final String format;
    private final String processName;
    private final ReadSites sites;
    private final Map<String, Long> repairs;
    private final Spill spill;
    private final List<NestedTrack> tracks;
    private final Links links;
    private final Counters counters;
    private final Extras extras;
    private final long origin;

    ReadCapture(String format, String processName, ReadSites sites, Map<String, Long> repairs,
            Spill spill, List<NestedTrack> tracks, Links links, Counters counters, Extras extras,
            long origin) {
        this.format = format;
        this.processName = processName;
        this.sites = sites;
        this.repairs = repairs;
        this.spill = spill;
        this.tracks = tracks;
        this.links = links;
        this.counters = counters;
        this.extras = extras;
        this.origin = origin;
        extras.losses.sort(Comparator.comparingLong(Loss::nanos));
        extras.steps.sort(Comparator.comparingLong(SamplingStep::nanos));
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public String processName() {
        return processName;
    }

    @Override
    public SiteTable sites() {
        return sites;
    }

    @Override
    public Map<String, Long> repairs() {
        return repairs;
    }

    @Override
    public void replay(SpanSink to) throws IOException {
        if (extras.spanCost != null) {
            to.spanCost(extras.spanCost);
        }
        PriorityQueue<Cursor> waiting = new PriorityQueue<>(Comparator
                .<Cursor>comparingLong(cursor -> cursor.end)
                .thenComparingInt(cursor -> cursor.batch.track()));
        for (NestedTrack track : tracks) {
            to.track(track.number(), track.name());
            Cursor cursor = new Cursor(track, links, counters, origin);
            if (cursor.next()) {
                waiting.add(cursor);
            }
        }
        int loss = 0;
        int step = 0;
        for (Cursor cursor; (cursor = waiting.poll()) != null;) {
            loss = losses(to, loss, cursor.end);
            step = steps(to, step, cursor.end);
            to.accept(cursor.batch);
            if (cursor.next()) {
                waiting.add(cursor);
            }
        }
        losses(to, loss, Long.MAX_VALUE);
        steps(to, step, Long.MAX_VALUE);
        if (extras.cost != null) {
            to.cost(extras.cost);
        }
        to.flush();
    }

    private int losses(SpanSink to, int from, long until) throws IOException {
        int at = from;
        for (; at < extras.losses.size() && extras.losses.get(at).nanos() <= until; at++) {
            Loss loss = extras.losses.get(at);
            to.lost(loss.track(), Math.max(0, loss.nanos() - origin), loss.records());
        }
        return at;
    }

    private int steps(SpanSink to, int from, long until) throws IOException {
        int at = from;
        for (; at < extras.steps.size() && extras.steps.get(at).nanos() <= until; at++) {
            SamplingStep step = extras.steps.get(at);
            to.sampling(new SamplingStep(step.nanos() - origin, step.site(), step.every()));
        }
        return at;
    }

    @Override
    public void close() {
        spill.close();
    }
}
