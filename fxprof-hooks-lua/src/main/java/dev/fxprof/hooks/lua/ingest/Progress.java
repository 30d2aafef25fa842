package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.api.GuardedSink;
import dev.fxprof.api.RingPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a capture holds already, as it keeps it in positions. Of a session: the last window that was
 * written, whether the session was taken as ended there, and how many records were seen and missed up
 * to there, and how far its clock was put right by then. Of a VM: its number, which its spans' ids
 * are made of. Of the spool: the time up to which the capture goes, and how many ticks it has.
 */
final class Progress {
    private static final int WINDOW = 0;
    private static final int END = 1;
    private static final int SEEN = 2;
    private static final int MISSING = 3;
    private static final int CLOCK = 4;
    private static final int FIRST_VM = 5;
    private static final int TIME = 0;
    private static final int TICKS = 1;

    private final long spool;
    private final Map<Long, Long> windows = new HashMap<>();
    private final Map<Long, Long> ends = new HashMap<>();
    private final Map<Long, Long> seen = new HashMap<>();
    private final Map<Long, Long> missing = new HashMap<>();
    private final Map<Long, Long> clocks = new HashMap<>();
    private final Map<Long, Integer> vms = new HashMap<>();
    private final List<RingPosition> changed = new ArrayList<>();
    private int nextVm = FIRST_VM;
    private long nanos;
    private long ticks;

    /**
     * @param spool identity of the spool
     */
    Progress(long spool, List<RingPosition> positions) {
        this.spool = spool;
        for (RingPosition position : positions) {
            if (position.segment() == spool) {
                nanos = position.ring() == TIME ? position.records() : nanos;
                ticks = position.ring() == TICKS ? position.records() : ticks;
            } else if (position.ring() < FIRST_VM) {
                of(position.ring()).put(position.segment(), position.records());
            } else {
                vms.put(position.segment(), position.ring());
                nextVm = Math.max(nextVm, position.ring() + 1);
            }
        }
    }

    private Map<Long, Long> of(int ring) {
        return switch (ring) {
            case WINDOW -> windows;
            case END -> ends;
            case SEEN -> seen;
            case MISSING -> missing;
            default -> clocks;
        };
    }

    /** Nanoseconds since the start of the capture up to which it goes. */
    long nanos() {
        return nanos;
    }

    /** Sequence of the last frame that ended a window in the capture, or 0. */
    long window(long session) {
        return windows.getOrDefault(session, 0L);
    }

    /** Sequence of the last frame of a session that was taken as ended, or -1. */
    long end(long session) {
        return ends.getOrDefault(session, -1L);
    }

    /** Records of a session that were seen when the last window was written. */
    long seen(long session) {
        return seen.getOrDefault(session, 0L);
    }

    /** Records of a session that were known to be missing then. */
    long missing(long session) {
        return missing.getOrDefault(session, 0L);
    }

    /** By how much a session's stamps were put right then, nanoseconds. */
    long clock(long session) {
        long coded = clocks.getOrDefault(session, 0L);
        return coded >>> 1 ^ -(coded & 1);
    }

    /** Number of a VM, the same as before if the capture knows it. */
    int vm(String resource, long incarnation) {
        long key = mix(resource.hashCode() * 0x9E3779B97F4A7C15L + mix(incarnation)) ^ spool;
        Integer known = vms.get(key);
        if (known != null) {
            return known;
        }
        int number = nextVm++;
        vms.put(key, number);
        changed.add(new RingPosition(key, number, 0));
        return number;
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0xBF58476D1CE4E5B9L;
        return (mixed ^ mixed >>> 29) * 0x94D049BB133111EBL;
    }

    long nextTick() {
        return ++ticks;
    }

    void wrote(long session, long sequence, long untilNanos, Ledger ledger, long clock) {
        windows.put(session, sequence);
        seen.put(session, ledger.sessionSeen());
        missing.put(session, ledger.sessionMissing());
        // A position is never negative, so the sign takes the lowest bit.
        clocks.put(session, clock << 1 ^ clock >> 63);
        nanos = Math.max(nanos, untilNanos);
    }

    void ended(long session, long sequence) {
        ends.put(session, sequence);
        changed.add(new RingPosition(session, END, sequence));
    }

    /** Tells what has changed; to be followed by a flush. */
    void announce(GuardedSink sink, long session) {
        changed.forEach(sink::position);
        changed.clear();
        sink.position(new RingPosition(spool, TICKS, ticks));
        sink.position(new RingPosition(spool, TIME, nanos));
        sink.position(new RingPosition(session, SEEN, seen(session)));
        sink.position(new RingPosition(session, MISSING, missing(session)));
        sink.position(new RingPosition(session, CLOCK, clocks.getOrDefault(session, 0L)));
        sink.position(new RingPosition(session, WINDOW, window(session)));
    }
}
