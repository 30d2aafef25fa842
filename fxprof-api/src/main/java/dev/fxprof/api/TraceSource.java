package dev.fxprof.api;

import java.io.IOException;
import java.io.InputStream;

/** A file to be read, decompressed if it is compressed. */
public interface TraceSource {
    /**
     * How messages name the file.
     *
     * @return its path
     */
    String name();

    /**
     * Opens the content from its beginning.
     *
     * @return a stream that need not be buffered further; it fails with a
     *     {@link MalformedTraceException} if the file decompresses to more than it reasonably can
     * @throws IOException if the file cannot be read
     */
    InputStream open() throws IOException;
}
