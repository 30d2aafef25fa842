package dev.fxprof.hooks.lua.spool;

import java.io.IOException;

/** Bytes are not what the format of the spool says. The message is one sentence. */
public final class SpoolException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what was found and what was expected.
     *
     * @param sentence for a person
     */
    public SpoolException(String sentence) {
        super(sentence);
    }
}
