package dev.fxprof.bench.export;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;

/** A map of maps for each event. */
final class DatabindEvents extends PeerSink {
    private final SequenceWriter events;
    private final SiteTable sites;

    DatabindEvents(JsonMapper mapper, OutputStream to, SiteTable sites) {
        events = mapper.writer().writeValuesAsArray(to);
        this.sites = sites;
    }

    @Override
    void write(SpanBatch batch, int i) {
        Site site = sites.site(batch.site(i));
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("ph", "X");
        event.put("pid", 1);
        event.put("name", site.name());
        event.put("cat", site.resource());
        event.put("args", arguments(batch, i, site));
        event.put("tid", batch.track());
        event.put("ts", batch.startNanos(i) / 1000.0);
        event.put("dur", (batch.endNanos(i) - batch.startNanos(i)) / 1000.0);
        events.write(event);
    }

    private static Map<String, Object> arguments(SpanBatch batch, int i, Site site) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("resource", site.resource());
        args.put("runtime", site.runtime().label());
        args.put("kind", site.kind().label());
        if (!site.file().isEmpty()) {
            args.put("file", site.file());
            if (site.line() > 0) {
                args.put("line", site.line());
            }
        }
        args.put("span_id", batch.spanId(i));
        if (batch.parentId(i) != 0) {
            args.put("parent_span_id", batch.parentId(i));
        }
        if (batch.source(i) > 0) {
            args.put("source", batch.source(i));
        }
        return args;
    }

    @Override
    public void close() {
        events.close();
    }
}
