package dev.fxprof.export.report;

/** Shares in percent. */
final class Shares {
    private Shares() {
    }

    /** Returns 0 for a share of nothing. */
    static double percent(long part, long whole) {
        return whole > 0 ? 100.0 * part / whole : 0;
    }
}
