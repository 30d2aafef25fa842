package dev.fxprof.hooks.lua.http;

/** A request that is not what its path expects. */
public final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * A refusal.
     *
     * @param message one sentence that says where and what was expected
     */
    public BadRequestException(String message) {
        super(message);
    }
}
