package dev.fxprof.ringbuffer;

import java.io.IOException;

/** A file is not a segment that this version can read; the message is one sentence for the user. */
public final class SegmentException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Refuses a file.
     *
     * @param message which file, and why
     */
    public SegmentException(String message) {
        super(message);
    }
}
