package dev.fxprof.export.speedscope;

import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import java.io.IOException;

/**
 * Writes sampled profiles, which are smaller where slices are deep and keep no single call: {@code
 * profiler_trace.speedscope.json}, or the one file that is asked for.
 */
public final class SpeedscopeSampledWriterFactory implements TraceWriterFactory {
    /** Made by the service loader. */
    public SpeedscopeSampledWriterFactory() {
    }

    @Override
    public String format() {
        return "speedscope-sampled";
    }

    @Override
    public String extension() {
        return SpeedscopeWriterFactory.EXTENSION;
    }

    @Override
    public boolean isStreamed() {
        return false;
    }

    @Override
    public TraceWriter open(TraceTarget target) throws IOException {
        return SpeedscopeWriterFactory.open(target, true);
    }
}
