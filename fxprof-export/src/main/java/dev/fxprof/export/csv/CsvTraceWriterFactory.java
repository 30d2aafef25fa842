package dev.fxprof.export.csv;

import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import java.io.IOException;

/** Writes comma-separated values: {@code profiler_trace.csv}, or the one file that is asked for. */
public final class CsvTraceWriterFactory implements TraceWriterFactory {
    /** Made by the service loader. */
    public CsvTraceWriterFactory() {
    }

    @Override
    public String format() {
        return "csv";
    }

    @Override
    public String extension() {
        return ".csv";
    }

    @Override
    public boolean isStreamed() {
        return false;
    }

    @Override
    public TraceWriter open(TraceTarget target) throws IOException {
        return new CsvTraceWriter(target, target.file("profiler_trace" + extension()));
    }
}
