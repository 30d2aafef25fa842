package dev.fxprof.export.perfetto;

import dev.fxprof.export.perfetto.schema.PerfettoTrace.ClockSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The clocks of a file. How far one is from the trace's clock is taken from the first snapshot that tells
 * it, so that no later one puts an end before its begin.
 */
final class Clocks {
    /** No time: nothing says how the clock relates to the others. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final int BOOT_TIME = 6;
    private static final int FIRST_OF_SEQUENCE = 64;
    private static final int END_OF_SEQUENCE = 128;
    private static final int MOST = 1 << 16;

    /** A clock; those of a sequence are told apart by it, the others have sequence 0. */
    private record Key(int sequence, int clock) {}

    private static final class State {
        long unit = 1;
        boolean incremental;
        long last;
        boolean related;
        long distance;
    }

    private final Map<Key, State> clocks = new HashMap<>();
    private int traceClock;
    private boolean own;

    /** Says that the file is a capture of ours, whose clocks count from its start. */
    void own() {
        own = true;
    }

    private static Key key(int sequence, int clock) {
        boolean ofSequence = clock >= FIRST_OF_SEQUENCE && clock < END_OF_SEQUENCE;
        return new Key(ofSequence ? sequence : 0, clock);
    }

    void take(int sequence, ClockSnapshot snapshot) {
        List<State> seen = new ArrayList<>();
        for (ClockSnapshot.Clock clock : snapshot.getClocksList()) {
            Key key = key(sequence, clock.getClockId());
            State state = clocks.get(key);
            if (state == null) {
                if (clocks.size() >= MOST) {
                    return;
                }
                state = new State();
                state.unit = Math.max(1, clock.getUnitMultiplierNs());
                state.incremental = clock.getIsIncremental();
                clocks.put(key, state);
            }
            state.last = clock.getTimestamp() * state.unit;
            seen.add(state);
        }
        chooseTraceClock(snapshot);
        relate(seen);
    }

    private void chooseTraceClock(ClockSnapshot snapshot) {
        if (traceClock != 0 || snapshot.getClocksCount() == 0) {
            return;
        }
        boolean hasBootTime = clocks.containsKey(key(0, BOOT_TIME));
        int chosen = snapshot.hasPrimaryTraceClock()
                ? snapshot.getPrimaryTraceClock()
                : hasBootTime ? BOOT_TIME : snapshot.getClocks(0).getClockId();
        State state = clocks.get(key(0, chosen));
        if (state != null) {
            traceClock = chosen;
            state.related = true;
        }
    }

    private static void relate(List<State> seen) {
        State known = null;
        for (State state : seen) {
            known = state.related ? state : known;
        }
        for (State state : seen) {
            if (known != null && !state.related) {
                state.related = true;
                state.distance = known.last + known.distance - state.last;
            }
        }
    }

    /**
     * Time on the trace's clock.
     *
     * @param clock number of the clock, 0 for the trace's own
     * @return nanoseconds, or {@link #UNKNOWN}
     */
    long nanos(int sequence, int clock, long timestamp) {
        int asked = clock == 0 ? traceClock : clock;
        State state = asked == 0 ? null : clocks.get(key(sequence, asked));
        if (state == null) {
            return traceClock == 0 || asked == traceClock ? timestamp : UNKNOWN;
        }
        long nanos = timestamp * state.unit;
        if (state.incremental) {
            nanos += state.last;
            state.last = nanos;
        }
        if (own && asked >= FIRST_OF_SEQUENCE) {
            return nanos;
        }
        return state.related ? nanos + state.distance : UNKNOWN;
    }
}
