package dev.fxprof.export.report;

import java.util.Comparator;

/**
 * What one player caused, in event handlers and commands and all that ran within them.
 *
 * @param source number of the player; -1 for all numbers beyond 131,071 together
 * @param calls activations that the player caused, without those within them
 * @param selfNanos self time of all slices that the player caused, those within them included
 * @param totalNanos time with at least one slice open that the player caused
 * @param topEvent name of the event or command that most of the time belongs to, or an empty string
 * @param tickPercent self time as a share of all ticks; of the recorded time where there are none
 */
public record PlayerRow(int source, long calls, long selfNanos, long totalNanos, String topEvent,
        double tickPercent) {
    static final Comparator<PlayerRow> BY_SELF_TIME = Comparator
            .comparingLong(PlayerRow::selfNanos).reversed()
            .thenComparingInt(PlayerRow::source);
}
