package dev.fxprof.simulator;

/**
 * How long answers from outside take, in server time.
 *
 * @param sqlMillis of the database, 0 to 60,000
 * @param httpMinMillis shortest of an HTTP request
 * @param httpMaxMillis longest of an HTTP request, up to 600,000
 */
public record Latency(int sqlMillis, int httpMinMillis, int httpMaxMillis) {
    /** A database beside the server, web services of others. */
    public static final Latency DEFAULT = new Latency(2, 60, 300);

    private static final int MOST_SQL_MILLIS = 60_000;
    private static final int MOST_HTTP_MILLIS = 600_000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range; the sentence says which
     */
    public Latency {
        if (sqlMillis < 0 || sqlMillis > MOST_SQL_MILLIS) {
            throw new IllegalArgumentException("the database's latency must be from 0 to "
                    + MOST_SQL_MILLIS + " milliseconds, got " + sqlMillis);
        }
        if (httpMinMillis < 0 || httpMaxMillis < httpMinMillis
                || httpMaxMillis > MOST_HTTP_MILLIS) {
            throw new IllegalArgumentException("the latency of HTTP must be a range within 0 to "
                    + MOST_HTTP_MILLIS + " milliseconds, got " + httpMinMillis + " to "
                    + httpMaxMillis);
        }
    }
}
