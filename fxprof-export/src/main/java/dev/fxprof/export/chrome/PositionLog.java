package dev.fxprof.export.chrome;

import dev.fxprof.api.RingPosition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Keeps in the file how far each ring is. A flush writes the positions that changed; now and then
 * one writes all, and the names of all tracks, so that a resume reads only the end of a file.
 */
final class PositionLog {
    /** How much of a file lies between two checkpoints, at least. */
    static final long CHECKPOINT_BYTES = 4L << 20;

    /** A checkpoint may take so much of what lies before it. */
    private static final int CHECKPOINT_SHARE = 16;

    private record Ring(long segment, int number) {}

    private final CaptureEvents events;
    private final EventBuffer buffer;
    private final Map<Ring, RingPosition> known = new LinkedHashMap<>();
    private final Map<Ring, RingPosition> changed = new LinkedHashMap<>();
    private long nextCheckpoint = CHECKPOINT_BYTES;

    PositionLog(CaptureEvents events, EventBuffer buffer) {
        this.events = events;
        this.buffer = buffer;
    }

    /** Goes on with positions that a file holds; the next flush is a checkpoint. */
    void resume(List<RingPosition> positions) {
        positions.forEach(position -> known.put(ring(position), position));
        nextCheckpoint = 0;
    }

    void take(RingPosition position) {
        RingPosition before = known.put(ring(position), position);
        if (!position.equals(before)) {
            changed.put(ring(position), position);
        }
    }

    /** Writes what has changed; to stand behind all trees that the positions count. */
    void write(SortedMap<Integer, String> tracks, long links) throws IOException {
        if (changed.isEmpty()) {
            return;
        }
        long size = buffer.size();
        boolean checkpoint = size >= nextCheckpoint;
        if (checkpoint) {
            events.checkpoint(tracks);
        }
        List<RingPosition> positions = new ArrayList<>((checkpoint ? known : changed).values());
        int left = positions.size();
        for (RingPosition position : positions) {
            events.position(position, links, --left);
        }
        changed.clear();
        if (checkpoint) {
            nextCheckpoint = buffer.size()
                    + Math.max(CHECKPOINT_BYTES, CHECKPOINT_SHARE * (buffer.size() - size));
        }
    }

    private static Ring ring(RingPosition position) {
        return new Ring(position.segment(), position.ring());
    }
}
