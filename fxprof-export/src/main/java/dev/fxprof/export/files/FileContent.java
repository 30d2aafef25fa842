package dev.fxprof.export.files;

import java.io.IOException;
import java.io.OutputStream;

/** What goes into the current file of a trace, and how much of it there is. */
public interface FileContent {
    /**
     * Goes on with an empty file, or behind what a file holds.
     *
     * @param file takes the bytes; never closed here
     * @param size bytes that the file holds, a whole number of events
     * @throws IOException if the file cannot be written
     */
    void attach(OutputStream file, long size) throws IOException;

    /**
     * Size of the file once everything is written.
     *
     * @return bytes
     */
    long size();

    /**
     * How much of a file that could not be written further is worth keeping.
     *
     * @param size bytes that the file has now
     * @return bytes up to the end of a whole event, at most the size
     */
    long wholeWithin(long size);

    /**
     * Writes everything that was taken so far.
     *
     * @throws IOException if the file cannot be written
     */
    void flush() throws IOException;

    /**
     * Writes everything, and what a complete file ends with.
     *
     * @throws IOException if the file cannot be written
     */
    void finish() throws IOException;

    /** Gives back what it holds beside the heap, after the last file or a failure. */
    default void release() {
    }
}
