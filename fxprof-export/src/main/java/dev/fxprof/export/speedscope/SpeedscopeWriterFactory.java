package dev.fxprof.export.speedscope;

import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import java.io.IOException;

/** Writes evented profiles: {@code profiler_trace.speedscope.json}, or the one file asked for. */
public final class SpeedscopeWriterFactory implements TraceWriterFactory {
    static final String EXTENSION = ".speedscope.json";

    /** Made by the service loader. */
    public SpeedscopeWriterFactory() {
    }

    @Override
    public String format() {
        return "speedscope";
    }

    @Override
    public String extension() {
        return EXTENSION;
    }

    @Override
    public boolean isStreamed() {
        return false;
    }

    @Override
    public TraceWriter open(TraceTarget target) throws IOException {
        return open(target, false);
    }

    static TraceWriter open(TraceTarget target, boolean sampled) throws IOException {
        return new SpeedscopeWriter(target, target.file("profiler_trace" + EXTENSION), sampled);
    }
}
