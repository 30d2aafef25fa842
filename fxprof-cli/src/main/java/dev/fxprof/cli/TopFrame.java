package dev.fxprof.cli;

import java.util.List;

/**
 * What there is to show at one moment.
 *
 * @param heading what is shown, and what it loses
 * @param note what the figures are made of
 * @param isLive whether more will come
 * @param whole what self and total are shares of: samples, or nanoseconds
 * @param rows what takes it
 */
record TopFrame(String heading, String note, boolean isLive, long whole, List<Row> rows) {
    /**
     * One line of a table.
     *
     * @param resource resource that is billed
     * @param kind what it is, as {@code event}; empty in a sum
     * @param name its name; of a sum, what else is known of it
     * @param self its own part of the whole
     * @param total its part with all that it called
     */
    record Row(String resource, String kind, String name, long self, long total) {}

    /** Keeps a copy of the list. */
    TopFrame {
        rows = List.copyOf(rows);
    }

    double percent(long part) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
