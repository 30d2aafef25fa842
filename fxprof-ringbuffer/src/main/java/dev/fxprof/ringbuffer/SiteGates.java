package dev.fxprof.ringbuffer;

/**
 * What a producer looks at before it records a span: for each site whether, and how often.
 *
 * <p>Guarantees: a change takes effect from the next span on, at the latest when the producer's
 * processor sees the store. Reading is one load of a reference and one of an array.
 */
final class SiteGates {
    /** Every call is recorded. */
    static final int OPEN = 0;
    /** No call is recorded. */
    static final int CLOSED = -1;

    private final int[] rules;
    private final int[] allClosed = new int[0];
    private volatile int[] gates;

    SiteGates(int sites) {
        rules = new int[sites + 1];
        gates = rules;
    }

    /** {@link #OPEN}, {@link #CLOSED}, or 2^n - 1 where one call in 2^n is recorded. */
    int gate(int site) {
        int[] g = gates;
        return site > 0 && site < g.length ? g[site] : CLOSED;
    }

    /** Highest site there can be. */
    int sites() {
        return rules.length - 1;
    }

    boolean isOn() {
        return gates == rules;
    }

    void on(boolean on) {
        gates = on ? rules : allClosed;
    }

    /** Rule of one site, whether recording is on or not. */
    int rule(int site) {
        return rules[site];
    }

    void rule(int site, int gate) {
        rules[site] = gate;
    }
}
