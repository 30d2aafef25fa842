package dev.fxprof.bench.export;

import static dev.fxprof.bench.export.JacksonTexts.encoded;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.json.JsonFactory;

/** Names and texts are encoded once, and times are put together as digits in a buffer that is used again. */
final class TunedJacksonEvents extends PeerSink {
    private record Texts(SerializableString name, SerializableString resource,
            SerializableString runtime, SerializableString kind, SerializableString file,
            int line) {
        static Texts of(Site site) {
            return new Texts(encoded(site.name()), encoded(site.resource()),
                    encoded(site.runtime().label()), encoded(site.kind().label()),
                    site.file().isEmpty() ? null : encoded(site.file()), site.line());
        }
    }

    private final JsonGenerator json;
    private final Texts[] texts;
    private final Map<String, SerializableString> names = new HashMap<>();
    private final char[] digits = new char[24];
    private final SerializableString ph = name("ph");
    private final SerializableString slice = encoded("X");
    private final SerializableString pid = name("pid");
    private final SerializableString name = name("name");
    private final SerializableString cat = name("cat");
    private final SerializableString args = name("args");
    private final SerializableString resource = name("resource");
    private final SerializableString runtime = name("runtime");
    private final SerializableString kind = name("kind");
    private final SerializableString file = name("file");
    private final SerializableString line = name("line");
    private final SerializableString span = name("span_id");
    private final SerializableString parent = name("parent_span_id");
    private final SerializableString source = name("source");
    private final SerializableString tid = name("tid");
    private final SerializableString ts = name("ts");
    private final SerializableString dur = name("dur");

    TunedJacksonEvents(OutputStream to, SiteTable sites) {
        json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), to);
        texts = new Texts[sites.size() + 1];
        for (int id = 1; id <= sites.size(); id++) {
            texts[id] = Texts.of(sites.site(id));
        }
        json.writeStartArray();
    }

    private SerializableString name(String text) {
        return names.computeIfAbsent(text, JacksonTexts::encoded);
    }

    @Override
    void write(SpanBatch batch, int i) {
        Texts site = texts[batch.site(i)];
        json.writeStartObject();
        text(ph, slice);
        number(pid, 1);
        text(name, site.name);
        text(cat, site.resource);
        json.writeName(args);
        json.writeStartObject();
        text(resource, site.resource);
        text(runtime, site.runtime);
        text(kind, site.kind);
        if (site.file != null) {
            text(file, site.file);
            if (site.line > 0) {
                number(line, site.line);
            }
        }
        number(span, batch.spanId(i));
        if (batch.parentId(i) != 0) {
            number(parent, batch.parentId(i));
        }
        if (batch.source(i) > 0) {
            number(source, batch.source(i));
        }
        json.writeEndObject();
        number(tid, batch.track());
        json.writeName(ts);
        JacksonTexts.micros(json, digits, batch.startNanos(i));
        json.writeName(dur);
        JacksonTexts.micros(json, digits, batch.endNanos(i) - batch.startNanos(i));
        json.writeEndObject();
    }

    private void text(SerializableString member, SerializableString value) {
        json.writeName(member);
        json.writeString(value);
    }

    private void number(SerializableString member, long value) {
        json.writeName(member);
        json.writeNumber(value);
    }

    @Override
    public void close() {
        json.writeEndArray();
        json.close();
    }
}
