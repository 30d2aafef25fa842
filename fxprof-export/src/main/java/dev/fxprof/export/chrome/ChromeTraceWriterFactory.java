package dev.fxprof.export.chrome;

import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.ForeignTraceException;
import dev.fxprof.api.ResumedTrace;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import dev.fxprof.export.files.TraceFiles;
import dev.fxprof.export.output.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes Chrome traces: {@code profiler_trace.json}, or {@code profiler_trace.0001.json} and so on
 * when the size is limited.
 *
 * <p>Files that an earlier trace left in the folder under these names are replaced or deleted, so
 * that the folder holds one trace. A process killed while it writes leaves an array that lacks its
 * end and is cut between two events, which every viewer opens.
 *
 * <p>A file that the target names is replaced, never rotated, and can be continued. When it cannot be
 * written any more, it is cut between two events and gets the ending {@code .partial}; renamed back,
 * it can be continued as well.
 */
public final class ChromeTraceWriterFactory implements TraceWriterFactory {
    /** Smallest limit for all files of a trace together, in bytes. */
    public static final long SMALLEST_LIMIT = 4L << 20;

    static final TraceFiles.Form FORM = new TraceFiles.Form("profiler_trace", ".json",
            SMALLEST_LIMIT, EventBuffer.PAGE);

    /** Made by the service loader. */
    public ChromeTraceWriterFactory() {
    }

    @Override
    public String format() {
        return "chrome";
    }

    @Override
    public String extension() {
        return ".json";
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

    /**
     * Writes one trace to a stream instead of a file.
     *
     * @param to takes the trace; closed with the writer
     * @param sites sites of the capture
     * @param processName name of the profiled process
     * @param ids whether every slice carries its span id and its parent's
     * @return the writer
     * @throws IOException if the stream cannot be written
     */
    public static TraceWriter toStream(OutputStream to, SiteTable sites, String processName,
            boolean ids) throws IOException {
        // A name that no file has, so that nothing on the disk is mistaken for the trace.
        TraceTarget target = new TraceTarget(Path.of(""), "stream-" + UUID.randomUUID(), sites,
                processName, 0, ids, CaptureIdentity.NONE);
        return new ChromeTraceWriter(target, (_, _) -> to);
    }

    @Override
    public Optional<ResumedTrace> resume(TraceTarget target) throws IOException {
        return resume(target, TraceFiles.DISK);
    }

    static Optional<ResumedTrace> resume(TraceTarget target, TraceFiles.Opener opener)
            throws IOException {
        if (!target.isResumable()) {
            throw new IllegalArgumentException("only one file of known segments can be continued");
        }
        Path file = target.folder().resolve(target.fileName());
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Optional<CaptureScan.Result> scan = scan(file, target);
        return scan.isEmpty()
                ? Optional.empty()
                : Optional.of(new ResumedTrace(new ChromeTraceWriter(target, opener, scan.get()),
                        scan.get().originNanos(), scan.get().positions()));
    }

    private static Optional<CaptureScan.Result> scan(Path file, TraceTarget target)
            throws IOException {
        try {
            return CaptureScan.of(file, target.capture());
        } catch (ForeignTraceException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + Reason.of(e), e);
        }
    }
}
