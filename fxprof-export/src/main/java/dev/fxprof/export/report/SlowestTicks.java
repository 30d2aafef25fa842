package dev.fxprof.export.report;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The longest ticks, a bounded number of them. */
final class SlowestTicks {
    private static final Comparator<Hitch> SHORTEST_FIRST = Comparator
            .comparingLong(Hitch::durationNanos)
            .thenComparing(Comparator.comparingLong(Hitch::tick).reversed());

    static final Comparator<Hitch> LONGEST_FIRST = SHORTEST_FIRST.reversed();

    private final int capacity;
    private final PriorityQueue<Hitch> ticks = new PriorityQueue<>(SHORTEST_FIRST);

    SlowestTicks(int capacity) {
        this.capacity = capacity;
    }

    boolean takes(long durationNanos) {
        return ticks.size() < capacity || durationNanos > ticks.element().durationNanos();
    }

    void add(Hitch tick) {
        if (ticks.size() == capacity) {
            ticks.remove();
        }
        ticks.add(tick);
    }

    List<Hitch> longestFirst() {
        return ticks.stream().sorted(LONGEST_FIRST).toList();
    }

    List<Hitch> inOrder() {
        return ticks.stream().sorted(Comparator.comparingLong(Hitch::tick)).toList();
    }
}
