package dev.fxprof.live.view;

import java.util.List;

/**
 * One server at one moment. A new one is made every quarter of a second while spans come, and the
 * windows anew every second, the longest one every ten.
 *
 * @param sequence higher than that of any snapshot before, of any server
 * @param atMillis when it was made
 * @param server name of the server
 * @param title what its source says that it is; empty before the first
 * @param state what becomes of its spans
 * @param stateSinceMillis since when
 * @param tickIntervalNanos time that a tick may take: its budget
 * @param ticks ticks since the snapshot before, oldest first
 * @param windows the last 1, 10, 60 and 900 seconds, in this order
 * @param cost what the profiler itself costs, and what was lost
 * @param hitches hitches since the daemon began
 */
public record LiveSnapshot(long sequence, long atMillis, String server, String title,
        ServerState state, long stateSinceMillis, long tickIntervalNanos, List<TickPoint> ticks,
        List<WindowView> windows, OwnCost cost, long hitches) {
    /** Keeps copies of the lists. */
    public LiveSnapshot {
        ticks = List.copyOf(ticks);
        windows = List.copyOf(windows);
    }
}
