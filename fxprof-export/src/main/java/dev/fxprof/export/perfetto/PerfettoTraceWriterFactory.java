package dev.fxprof.export.perfetto;

import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import dev.fxprof.export.files.TraceFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Writes captures in Perfetto's format: {@code capture.pftrace}, or {@code capture.0001.pftrace} and so
 * on when the size is limited.
 *
 * <p>Files that an earlier capture left in the folder under these names are replaced or deleted. A
 * process killed while it writes leaves a file that lacks its last packet at most. When a file cannot be
 * written any more, it is cut between two packets and gets the ending {@code .partial}.
 */
public final class PerfettoTraceWriterFactory implements TraceWriterFactory {
    /** Smallest limit for all files of a capture together, in bytes. */
    public static final long SMALLEST_LIMIT = 1L << 20;

    private static final int SLACK = 4096;

    static final TraceFiles.Form FORM = new TraceFiles.Form("capture", ".pftrace",
            SMALLEST_LIMIT, SLACK);

    /** Made by the service loader. */
    public PerfettoTraceWriterFactory() {
    }

    @Override
    public String format() {
        return "perfetto";
    }

    @Override
    public String extension() {
        return FORM.extension();
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
        return new PerfettoTraceWriter(target, TraceFiles.DISK);
    }

    /**
     * Writes one capture to a stream instead of a file.
     *
     * @param to takes the capture; closed with the writer
     * @param sites sites of the capture
     * @param processName name of the profiled process
     * @param ids whether slices carry their span ids
     * @return the writer
     * @throws IOException if the stream cannot be written
     */
    public static TraceWriter toStream(OutputStream to, SiteTable sites, String processName,
            boolean ids) throws IOException {
        // A name that no file has, so that nothing on the disk is mistaken for the capture.
        TraceTarget target = new TraceTarget(Path.of(""), "stream-" + UUID.randomUUID(), sites,
                processName, 0, ids, CaptureIdentity.NONE);
        return new PerfettoTraceWriter(target, (_, _) -> to);
    }
}
