package dev.fxprof.export.fxserver;

import dev.fxprof.api.Capture;
import dev.fxprof.api.TraceReader;
import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import java.io.IOException;

/**
 * Reads the recordings of the profiler that is built into FXServer: those of {@code profiler save}, of
 * {@code profiler saveJSON}, and what {@code profiler view} serves.
 *
 * <p>Source: citizenfx/fivem, {@code code/components/citizen-scripting-core/src/Profiler.cpp}.
 *
 * <p>Guarantees: a tick is one slice of kind {@link dev.fxprof.api.SpanKind#TICK} on the track of the
 * server's thread, and all that this thread ran in it stands below; each scope is billed to the resource
 * whose file it names. What the recording cannot tell is decided by rules that the documentation of
 * recordings of a server lists, and counted among the repairs. Memory on the heap does not grow with the
 * length of the file.
 */
public final class FxServerTraceReader implements TraceReader {
    /** Needs no options. */
    public FxServerTraceReader() {
    }

    @Override
    public String format() {
        return "fxserver";
    }

    @Override
    public boolean recognises(byte[] head) {
        return Recognition.isSaved(head) || Recognition.isJson(head);
    }

    @Override
    public Capture read(TraceSource source) throws IOException {
        byte[] head;
        try (var in = source.open()) {
            head = in.readNBytes(1);
        }
        try (CaptureBuilder builder = new CaptureBuilder(format())) {
            if (Recognition.isMap(head)) {
                new SavedRecording(source, builder).read();
            } else {
                new DevToolsRecording(source, builder).read();
            }
            return builder.build();
        }
    }
}
