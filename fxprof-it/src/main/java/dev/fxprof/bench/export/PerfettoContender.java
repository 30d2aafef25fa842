package dev.fxprof.bench.export;

import com.google.protobuf.CodedOutputStream;
import dev.fxprof.api.SpanSink;
import dev.fxprof.export.perfetto.PerfettoTraceWriterFactory;
import java.io.IOException;
import java.io.OutputStream;

/** Ways to write the same packets. */
enum PerfettoContender {
    /** The product's writer. */
    FXPROF("fxprof") {
        @Override
        SpanSink open(OutputStream to, SampleSites sites) throws IOException {
            return PerfettoTraceWriterFactory.toStream(to, sites, "benchmark", true);
        }
    },
    /** Generated classes, the events of a site built once. */
    GENERATED("protobuf-java-generated") {
        @Override
        SpanSink open(OutputStream to, SampleSites sites) {
            return new GeneratedPackets(CodedOutputStream.newInstance(to, BUFFER), sites);
        }
    },
    /** The library's stream, fed field by field. */
    STREAM("protobuf-java-stream") {
        @Override
        SpanSink open(OutputStream to, SampleSites sites) {
            return new StreamPackets(CodedOutputStream.newInstance(to, BUFFER), sites);
        }
    };

    /** As large as the product's. */
    private static final int BUFFER = 1 << 16;

    private final String label;

    PerfettoContender(String label) {
        this.label = label;
    }

    /** Its name among the peers. */
    String label() {
        return label;
    }

    /** Begins a trace. */
    abstract SpanSink open(OutputStream to, SampleSites sites) throws IOException;
}
