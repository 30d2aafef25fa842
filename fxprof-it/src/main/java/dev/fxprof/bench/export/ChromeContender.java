package dev.fxprof.bench.export;

import dev.fxprof.api.SpanSink;
import dev.fxprof.export.chrome.ChromeTraceWriterFactory;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.databind.json.JsonMapper;

/** Ways to write the same events. */
enum ChromeContender {
    /** The product's writer. */
    FXPROF("fxprof") {
        @Override
        SpanSink open(OutputStream to, SampleSites sites) throws IOException {
            return ChromeTraceWriterFactory.toStream(to, sites, "benchmark", true);
        }
    },
    /** Jackson's generator, as one first writes it. */
    JACKSON("jackson") {
        @Override
        SpanSink open(OutputStream to, SampleSites sites) {
            return new JacksonEvents(to, sites);
        }
    },
    /** Jackson's generator with encoded names and texts, and digits instead of floating-point numbers. */
    JACKSON_TUNED("jackson-tuned") {
        @Override
        SpanSink open(OutputStream to, SampleSites sites) {
            return new TunedJacksonEvents(to, sites);
        }
    },
    /** Jackson's generator as little more than a buffer: most of a slice is one text that is copied. */
    JACKSON_PRERENDERED("jackson-prerendered") {
        @Override
        SpanSink open(OutputStream to, SampleSites sites) {
            return new PrerenderedJacksonEvents(to, sites);
        }
    },
    /** A map for each event, written by Jackson's object mapper. */
    DATABIND("databind") {
        @Override
        SpanSink open(OutputStream to, SampleSites sites) {
            return new DatabindEvents(JsonMapper.shared(), to, sites);
        }
    };

    private final String label;

    ChromeContender(String label) {
        this.label = label;
    }

    /** Its name among the peers. */
    String label() {
        return label;
    }

    /** Begins a trace. */
    abstract SpanSink open(OutputStream to, SampleSites sites) throws IOException;
}
