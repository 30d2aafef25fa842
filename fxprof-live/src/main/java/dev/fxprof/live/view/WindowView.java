package dev.fxprof.live.view;

import java.util.List;

/**
 * The last seconds of a server.
 *
 * @param seconds length that was asked for: 1, 10, 60 or 900
 * @param coveredNanos how much of it the server has run by now
 * @param tick its ticks
 * @param spans activations
 * @param slices stretches of them
 * @param resources its resources, the most self time first
 */
public record WindowView(int seconds, long coveredNanos, TickSummary tick, long spans, long slices,
        List<ResourceLive> resources) {
    /** Keeps a copy of the list. */
    public WindowView {
        resources = List.copyOf(resources);
    }
}
