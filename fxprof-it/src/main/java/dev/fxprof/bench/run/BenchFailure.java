package dev.fxprof.bench.run;

/** Ends the benchmarks with an exit code and one sentence for the user. */
public final class BenchFailure extends RuntimeException {
    /** Wrong flag or value. */
    public static final int INPUT = 2;
    /** Output not writable, or something on this machine is missing or fails. */
    public static final int ENVIRONMENT = 3;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * A failure.
     *
     * @param exitCode one of the codes above
     * @param sentence what is wrong
     */
    public BenchFailure(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /**
     * The exit code.
     *
     * @return 2 or 3
     */
    public int exitCode() {
        return exitCode;
    }
}
