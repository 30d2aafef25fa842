package dev.fxprof.api;

/**
 * From now on only some of a site's calls are recorded, so that the profiler keeps to its budget.
 *
 * @param nanos when, nanoseconds since the start of the capture
 * @param site the site
 * @param every one call in so many is recorded, a power of two; 1 for every call, 0 for none: the time
 *     of the site is then in its caller's self time
 */
public record SamplingStep(long nanos, int site, long every) {
    /** Value of {@link #every()} where no call is recorded. */
    public static final long NONE = 0;

    /**
     * Says it in words.
     *
     * @return such as {@code 1 call in 8}
     */
    public String words() {
        return words(every);
    }

    /**
     * Says in words how often a site is recorded.
     *
     * @param every as {@link #every()}
     * @return such as {@code 1 call in 8}
     */
    public static String words(long every) {
        return every == NONE ? "not counted" : every == 1 ? "every call" : "1 call in " + every;
    }
}
