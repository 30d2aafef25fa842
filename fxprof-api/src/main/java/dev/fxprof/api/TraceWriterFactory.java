package dev.fxprof.api;

import java.io.IOException;

/** Opens writers of one format; found by {@link java.util.ServiceLoader}. */
public interface TraceWriterFactory {
    /**
     * Name of the format, as {@code --trace} takes it.
     *
     * @return lower-case name
     */
    String format();

    /**
     * Opens a writer.
     *
     * @param target where and how to write
     * @return the writer
     * @throws IOException if the first file cannot be made
     */
    TraceWriter open(TraceTarget target) throws IOException;
}
