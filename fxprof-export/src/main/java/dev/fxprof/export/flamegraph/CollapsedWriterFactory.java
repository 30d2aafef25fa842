package dev.fxprof.export.flamegraph;

import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import java.io.IOException;
import java.util.List;

/** Writes collapsed stacks: {@code profiler_trace.collapsed}, or the one file that is asked for. */
public final class CollapsedWriterFactory implements TraceWriterFactory {
    /** Made by the service loader. */
    public CollapsedWriterFactory() {
    }

    @Override
    public String format() {
        return "collapsed";
    }

    @Override
    public String extension() {
        return ".collapsed";
    }

    @Override
    public boolean isStreamed() {
        return false;
    }

    @Override
    public TraceWriter open(TraceTarget target) throws IOException {
        return new StackTotalsWriter(target, target.file("profiler_trace" + extension()),
                Collapsed::write, totals -> List.of());
    }
}
