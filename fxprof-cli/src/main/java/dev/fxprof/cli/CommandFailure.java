package dev.fxprof.cli;

/** Ends the command with an exit code and one sentence for the user. */
final class CommandFailure extends RuntimeException {
    /** Wrong flag or value, missing or malformed input. */
    static final int INPUT = 2;
    /** Output not writable, disk full, JDK, tool or permission missing. */
    static final int ENVIRONMENT = 3;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFailure(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
