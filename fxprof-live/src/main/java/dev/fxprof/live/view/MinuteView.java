package dev.fxprof.live.view;

import java.util.List;

/**
 * One minute of a server, as the store keeps it.
 *
 * @param atMillis end of the minute
 * @param tick its ticks
 * @param resources the 50 resources with the most self time, this one first
 */
public record MinuteView(long atMillis, TickSummary tick, List<ResourceLive> resources) {
    /** Keeps a copy of the list. */
    public MinuteView {
        resources = List.copyOf(resources);
    }
}
