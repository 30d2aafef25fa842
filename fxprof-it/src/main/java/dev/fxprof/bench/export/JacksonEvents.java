package dev.fxprof.bench.export;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Each member by its name and value. */
final class JacksonEvents extends PeerSink {
    private final JsonGenerator json;
    private final SiteTable sites;

    JacksonEvents(OutputStream to, SiteTable sites) {
        json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), to);
        this.sites = sites;
        json.writeStartArray();
    }

    @Override
    void write(SpanBatch batch, int i) {
        Site site = sites.site(batch.site(i));
        json.writeStartObject();
        json.writeStringProperty("ph", "X");
        json.writeNumberProperty("pid", 1);
        json.writeStringProperty("name", site.name());
        json.writeStringProperty("cat", site.resource());
        json.writeObjectPropertyStart("args");
        json.writeStringProperty("resource", site.resource());
        json.writeStringProperty("runtime", site.runtime().label());
        json.writeStringProperty("kind", site.kind().label());
        if (!site.file().isEmpty()) {
            json.writeStringProperty("file", site.file());
            if (site.line() > 0) {
                json.writeNumberProperty("line", site.line());
            }
        }
        json.writeNumberProperty("span_id", batch.spanId(i));
        if (batch.parentId(i) != 0) {
            json.writeNumberProperty("parent_span_id", batch.parentId(i));
        }
        if (batch.source(i) > 0) {
            json.writeNumberProperty("source", batch.source(i));
        }
        json.writeEndObject();
        json.writeNumberProperty("tid", batch.track());
        json.writeNumberProperty("ts", batch.startNanos(i) / 1000.0);
        json.writeNumberProperty("dur", (batch.endNanos(i) - batch.startNanos(i)) / 1000.0);
        json.writeEndObject();
    }

    @Override
    public void close() {
        json.writeEndArray();
        json.close();
    }
}
