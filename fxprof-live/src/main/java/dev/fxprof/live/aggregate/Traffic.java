package dev.fxprof.live.aggregate;

import dev.fxprof.api.ResourceCounter;
import dev.fxprof.api.ResourceCounter.Measure;
import dev.fxprof.api.ResourceCounter.Subject;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the counters of a stream that are about resources. */
final class Traffic {
    private final LiveListener listener;
    private final Map<Integer, Optional<ResourceCounter>> known = new HashMap<>();
    private SiteTable sites;

    Traffic(LiveListener listener) {
        this.listener = listener;
    }

    void of(SiteTable table) {
        sites = table;
        known.clear();
    }

    void counter(SpanBatch batch, int k, LiveAggregates to) {
        Optional<ResourceCounter> counter = known.computeIfAbsent(batch.counterSite(k),
                site -> ResourceCounter.of(sites.site(site).name()));
        if (counter.isEmpty()) {
            return;
        }
        ResourceCounter about = counter.get();
        long value = Math.round(batch.counterValue(k));
        if (about.subject() == Subject.PROFILER && about.measure() == Measure.NANOS) {
            to.profiler(value);
        } else if (about.measure() == Measure.BYTES && about.subject() == Subject.MEMORY) {
            to.memory(about.resource(), value);
            listener.memory(about.resource(), value);
        } else if (about.measure() == Measure.BYTES && about.subject().isTraffic()) {
            boolean sent = about.subject() != Subject.NET_EVENT;
            to.traffic(about.resource(), sent ? Sum.BYTES_OUT : Sum.BYTES_IN, value);
            listener.traffic(about.resource(), sent, value);
        }
    }
}
