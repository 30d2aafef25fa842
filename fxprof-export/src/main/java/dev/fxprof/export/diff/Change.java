package dev.fxprof.export.diff;

/**
 * How one thing differs between before and after.
 *
 * @param resource the resource that is billed; empty for the tick
 * @param kind {@code resource}, {@code tick} or the kind of its spans
 * @param name its name
 * @param file where it is defined, empty if unknown
 * @param line first line of it after the change, 0 if unknown
 * @param presence whether it is on both sides
 * @param beforeNanos what it typically took of a tick before, in nanoseconds
 * @param afterNanos the same after
 * @param tickPercent its share of the tick, the larger of both
 * @param percent effect in percent of before; not a number unless it is on both sides
 * @param low lower end of its interval
 * @param high upper end
 * @param significant whether it is sure, and at least as large as the smallest effect that counts
 */
public record Change(String resource, String kind, String name, String file, int line,
        Presence presence, double beforeNanos, double afterNanos, double tickPercent,
        double percent, double low, double high, boolean significant) {
    /** On which side a thing is. */
    public enum Presence {
        /** On both. */
        BOTH,
        /** After the change only. */
        ADDED,
        /** Before the change only. */
        REMOVED
    }

    /** What it adds to the tick, nanoseconds; negative if it became faster. */
    double deltaNanos() {
        return afterNanos - beforeNanos;
    }

    boolean isResource() {
        return kind.equals(RowKey.RESOURCE);
    }

    boolean isTick() {
        return kind.equals(RowKey.TICK);
    }

    boolean isSlower() {
        return significant && percent > 0;
    }
}
