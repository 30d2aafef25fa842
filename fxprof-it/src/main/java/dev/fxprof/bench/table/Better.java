package dev.fxprof.bench.table;

import java.util.Locale;

/** Which figures are better. */
public enum Better {
    /** Rates. */
    HIGHER,
    /** Costs. */
    LOWER;

    /** Whether a value is at least as good as a limit. */
    boolean holds(double value, double limit) {
        return this == HIGHER ? value >= limit : value <= limit;
    }

    /** The better of two values. */
    double best(double one, double other) {
        return this == HIGHER ? Math.max(one, other) : Math.min(one, other);
    }

    /** The worse of two values. */
    double worst(double one, double other) {
        return this == HIGHER ? Math.min(one, other) : Math.max(one, other);
    }

    /**
     * As JSON has it.
     *
     * @return higher or lower
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
