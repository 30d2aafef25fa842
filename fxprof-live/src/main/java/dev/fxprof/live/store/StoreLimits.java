package dev.fxprof.live.store;

/**
 * How much the data folder may hold.
 *
 * @param bytes size of all files together, 1 MB or more
 * @param days age of a file, 1 or more
 * @param captures number of captures, 1 or more
 */
public record StoreLimits(long bytes, int days, int captures) {
    /** 1 GB, 30 days, 1,000 captures. */
    public static final StoreLimits DEFAULT = new StoreLimits(1L << 30, 30, 1000);

    private static final long LEAST_BYTES = 1L << 20;

    /** Checks the values. */
    public StoreLimits {
        if (bytes < LEAST_BYTES || days < 1 || captures < 1) {
            throw new IllegalArgumentException("limits too small: " + bytes + " bytes, " + days
                    + " days, " + captures + " captures");
        }
    }
}
