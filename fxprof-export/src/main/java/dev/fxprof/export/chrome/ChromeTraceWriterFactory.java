package dev.fxprof.export.chrome;

import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import java.io.IOException;

/**
 * Writes Chrome traces: {@code profiler_trace.json}, or {@code profiler_trace.0001.json} and so on
 * when the size is limited.
 *
 * <p>Files that an earlier trace left in the folder under these names are replaced or deleted, so
 * that the folder holds one trace. A process killed while it writes leaves an array that lacks its
 * end and is cut between two events, which every viewer opens.
 */
public final class ChromeTraceWriterFactory implements TraceWriterFactory {
    /** Smallest limit for all files of a trace together, in bytes. */
    public static final long SMALLEST_LIMIT = TraceFiles.SMALLEST_LIMIT;

    /** Made by the service loader. */
    public ChromeTraceWriterFactory() {
    }

    @Override
    public String format() {
        return "chrome";
    }

    /**
     * Makes the first file.
     *
     * @param target where and how to write
     * @return the writer
     * @throws IOException if the first file cannot be made; its message is one sentence that names
     *     the file and the cause
     * @throws IllegalArgumentException if there is a limit below {@link #SMALLEST_LIMIT}
     */
    @Override
    public TraceWriter open(TraceTarget target) throws IOException {
        return new ChromeTraceWriter(target, TraceFiles.DISK);
    }
}
