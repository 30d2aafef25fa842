package dev.fxprof.lua;

/** An error raised by a script, or by a host function into a script. */
public final class LuaScriptError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Lua traceback, or an empty string. */
    private final String traceback;

    /**
     * Makes an error without a traceback.
     *
     * @param message what the script sees
     */
    public LuaScriptError(String message) {
        this(message, "");
    }

    /**
     * Makes an error.
     *
     * @param message what the script sees
     * @param traceback where it happened, or an empty string
     */
    public LuaScriptError(String message, String traceback) {
        super(message);
        this.traceback = traceback;
    }

    /**
     * Where it happened.
     *
     * @return Lua traceback, or an empty string
     */
    public String traceback() {
        return traceback;
    }
}
