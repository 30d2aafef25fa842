package dev.fxprof.api;

import java.io.IOException;

/**
 * Reads files of one format; found by {@link java.util.ServiceLoader}. The first reader that recognises
 * a file reads it, so that a dialect stands before the language.
 */
public interface TraceReader {
    /** How many bytes of a file {@link #recognises} is shown, if there are as many. */
    int HEAD = 1 << 16;

    /**
     * Name of the format.
     *
     * @return lower-case name
     */
    String format();

    /**
     * Whether a file is of this format, as far as its beginning tells.
     *
     * @param head the first bytes of its content, decompressed; not to be changed
     * @return true if {@link #read} should be tried
     */
    boolean recognises(byte[] head);

    /**
     * Reads a file as a whole. A truncated file yields what stands before the cut, which is counted
     * among the {@linkplain Capture#repairs() repairs}.
     *
     * @param source the file
     * @return what it holds; to be closed
     * @throws MalformedTraceException if the content is not of this format
     * @throws IOException if the file cannot be read, or the temporary file not be written
     */
    Capture read(TraceSource source) throws IOException;
}
