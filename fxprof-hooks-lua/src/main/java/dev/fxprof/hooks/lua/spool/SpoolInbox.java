package dev.fxprof.hooks.lua.spool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps frames that came another way until the reader wants them.
 *
 * <p>Assumptions: one thread reads; any may add.
 *
 * <p>Guarantees: the frames of a session that are kept follow each other without a gap. Progress: a
 * call takes the lock for as long as it takes to look at the bytes, never longer.
 */
final class SpoolInbox implements FrameInbox {
    private static final long MOST_BYTES = 32L << 20;
    private static final int MOST_SESSIONS = 256;
    /** So long a gap is left to the files. */
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private record Kept(byte[] body, int at, int length, long sequence) {}

    private static final class Lane {
        final Deque<Kept> kept = new ArrayDeque<>();
        long wanted;
        long gapSince;
        boolean hasGap;

        Lane(long wanted) {
            this.wanted = wanted;
        }
    }

    private final Map<Long, Lane> lanes = new LinkedHashMap<>();
    private long bytes;

    @Override
    public synchronized long add(byte[] body) throws SpoolException {
        SpoolHeader header = SpoolHeader.of(body, "the body");
        Lane lane = lanes.get(header.session());
        if (lane == null) {
            if (lanes.size() >= MOST_SESSIONS) {
                throw new SpoolException("there are frames of more than " + MOST_SESSIONS
                        + " sessions; the body is left out");
            }
            lane = new Lane(header.first());
            lanes.put(header.session(), lane);
        }
        int at = SpoolFormat.HEADER_BYTES;
        while (at < body.length) {
            int length = FrameScan.length(body, at, body.length, 0, Long.MAX_VALUE);
            if (length <= 0) {
                throw new SpoolException("the body holds no whole frame at byte " + at
                        + "; it is left out from there");
            }
            if (!keep(lane, new Kept(body, at, length, SpoolFormat.longAt(body, at + 8)))) {
                break;
            }
            at += length;
        }
        return lane.wanted;
    }

    /** Returns false where the frame cannot be taken yet. */
    private boolean keep(Lane lane, Kept frame) {
        if (frame.sequence < lane.wanted) {
            return true;
        }
        if (bytes + frame.length > MOST_BYTES) {
            return false;
        }
        if (frame.sequence > lane.wanted) {
            long now = System.nanoTime();
            if (!lane.hasGap) {
                lane.hasGap = true;
                lane.gapSince = now;
            }
            if (now - lane.gapSince < PATIENCE_NANOS || !lane.kept.isEmpty()) {
                return false;
            }
        }
        lane.hasGap = false;
        lane.kept.add(frame);
        lane.wanted = frame.sequence + 1;
        bytes += frame.length;
        return true;
    }

    @Override
    public synchronized long next(long session) {
        Lane lane = lanes.get(session);
        return lane == null ? 1 : lane.wanted;
    }

    /** Sessions that frames are kept of, in the order of their coming. */
    synchronized List<Long> sessions() {
        List<Long> found = new ArrayList<>();
        lanes.forEach((session, lane) -> {
            if (!lane.kept.isEmpty()) {
                found.add(session);
            }
        });
        return found;
    }

    /** Says how far the reader is. */
    synchronized void taken(long session, long next) {
        Lane lane = lanes.get(session);
        if (lane == null) {
            if (lanes.size() >= MOST_SESSIONS) {
                return;
            }
            lane = new Lane(next);
            lanes.put(session, lane);
        }
        while (!lane.kept.isEmpty() && lane.kept.peek().sequence < next) {
            bytes -= lane.kept.poll().length;
        }
        if (next > lane.wanted) {
            lane.wanted = next;
            lane.hasGap = false;
        }
    }

    /** Gives the next kept frame of a session; returns false if there is none. */
    boolean poll(long session, Frame to) {
        Kept frame;
        synchronized (this) {
            Lane lane = lanes.get(session);
            frame = lane == null ? null : lane.kept.poll();
            if (frame == null) {
                return false;
            }
            bytes -= frame.length;
        }
        to.set("frames over HTTP", frame.at, frame.body, frame.at);
        return true;
    }

    /** Lets go of a session that has ended; what still comes of it is dropped. */
    synchronized void forget(long session) {
        Lane lane = lanes.remove(session);
        if (lane != null) {
            lane.kept.forEach(frame -> bytes -= frame.length);
        }
    }
}
