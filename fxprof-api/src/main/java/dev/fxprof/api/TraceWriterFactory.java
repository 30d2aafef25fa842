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
     * Whether what a writer takes is in the file soon, in bounded memory, so that the format suits a
     * recording that may be cut off. Files of other formats are complete once their writer is closed.
     *
     * @return false for a format that has to be put together at the end
     */
    default boolean isStreamed() {
        return true;
    }

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
     * @throws UnsupportedOperationException if files of this format cannot be continued
     */
    default Optional<ResumedTrace> resume(TraceTarget target) throws IOException {
        throw new UnsupportedOperationException("a " + format() + " file cannot be continued");
    }

    /**
     * Opens a writer. A file that exists is replaced.
     *
     * @param target where and how to write
     * @return the writer
     * @throws IOException if the first file cannot be made
     */
    TraceWriter open(TraceTarget target) throws IOException;
}
