package dev.fxprof.api;

import java.io.IOException;
import java.util.Optional;

/** Opens writers of one format; found by {@link java.util.ServiceLoader}. */
public interface TraceWriterFactory {
    /**
     * Name of the format, as {@code --trace} takes it.
     *
     * @return lower-case name
     */
    String format();

    /**
     * What the names of its files end with.
     *
     * @return lower-case extension with its dot
     */
    String extension();

    /**
     * Continues the capture that the target's file holds, closed or cut off anywhere: cuts the file
     * behind the last flush that stored positions as a whole, and writes on from there. Nobody else
     * may write the file or drain its segments meanwhile.
     *
     * @param target a {@linkplain TraceTarget#isResumable() resumable} target; the file's own origin
     *     counts, not the target's
     * @return the trace, or empty if nothing is worth keeping: there is no regular file, it is empty,
     *     or it was cut off before its first position; {@link #open} then starts afresh
     * @throws ForeignTraceException if the file is another thing, or a capture of other segments or
     *     of the same in another order; it is left as it is
     * @throws IOException if the file cannot be read and written
     * @throws IllegalArgumentException if the target is not resumable
     */
    Optional<ResumedTrace> resume(TraceTarget target) throws IOException;

    /**
     * Opens a writer. A file that exists is replaced.
     *
     * @param target where and how to write
     * @return the writer
     * @throws IOException if the first file cannot be made
     */
    TraceWriter open(TraceTarget target) throws IOException;
}
