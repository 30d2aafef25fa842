package dev.fxprof.api;

import java.io.IOException;

/** Says in one sentence that a file is not the capture that was to be continued. */
public final class ForeignTraceException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * Makes the exception.
     *
     * @param sentence names the file, what it holds and what was expected
     */
    public ForeignTraceException(String sentence) {
        super(sentence);
    }
}
