package dev.fxprof.bench.export;

import static dev.fxprof.bench.export.JacksonTexts.encoded;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import java.io.OutputStream;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.json.JsonFactory;

/**
 * What a site decides is rendered once and copied as bytes, names are encoded before, and times are put
 * together as digits in a buffer that is used again.
 */
final class PrerenderedJacksonEvents extends PeerSink {
    private static final SerializableString SPAN = encoded("span_id");
    private static final SerializableString PARENT = encoded("parent_span_id");
    private static final SerializableString SOURCE = encoded("source");
    private static final SerializableString END_OF_ARGS = encoded("}");
    private static final SerializableString TID = encoded("tid");
    private static final SerializableString TS = encoded("ts");
    private static final SerializableString DUR = encoded("dur");

    private final JsonGenerator json;
    private final SerializableString[] prefixes;
    private final char[] digits = new char[24];

    PrerenderedJacksonEvents(OutputStream to, SiteTable sites) {
        json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), to);
        prefixes = new SerializableString[sites.size() + 1];
        for (int id = 1; id <= sites.size(); id++) {
            prefixes[id] = encoded(prefix(sites.site(id)));
        }
        json.writeStartArray();
    }

    /** All members of a slice up to the first that its site does not decide. */
    private static String prefix(Site site) {
        StringWriter text = new StringWriter();
        try (JsonGenerator part = new JsonFactory().createGenerator(ObjectWriteContext.empty(),
                text)) {
            part.writeStartObject();
            part.writeStringProperty("ph", "X");
            part.writeNumberProperty("pid", 1);
            part.writeStringProperty("name", site.name());
            part.writeStringProperty("cat", site.resource());
            part.writeObjectPropertyStart("args");
            part.writeStringProperty("resource", site.resource());
            part.writeStringProperty("runtime", site.runtime().label());
            part.writeStringProperty("kind", site.kind().label());
            if (!site.file().isEmpty()) {
                part.writeStringProperty("file", site.file());
                if (site.line() > 0) {
                    part.writeNumberProperty("line", site.line());
                }
            }
        }
        // Without the first brace, which the generator writes, and the last two.
        String whole = text.toString();
        return whole.substring(1, whole.length() - 2) + ",";
    }

    @Override
    void write(SpanBatch batch, int i) {
        json.writeStartObject();
        json.writeRaw(prefixes[batch.site(i)]);
        json.writeName(SPAN);
        json.writeNumber(batch.spanId(i));
        if (batch.parentId(i) != 0) {
            json.writeName(PARENT);
            json.writeNumber(batch.parentId(i));
        }
        if (batch.source(i) > 0) {
            json.writeName(SOURCE);
            json.writeNumber(batch.source(i));
        }
        json.writeRaw(END_OF_ARGS);
        json.writeName(TID);
        json.writeNumber(batch.track());
        json.writeName(TS);
        JacksonTexts.micros(json, digits, batch.startNanos(i));
        json.writeName(DUR);
        JacksonTexts.micros(json, digits, batch.endNanos(i) - batch.startNanos(i));
        json.writeEndObject();
    }

    @Override
    public void close() {
        json.writeEndArray();
        json.close();
    }
}
