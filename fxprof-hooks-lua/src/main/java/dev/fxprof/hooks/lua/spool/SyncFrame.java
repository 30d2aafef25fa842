package dev.fxprof.hooks.lua.spool;

import java.nio.ByteBuffer;

/** The payload of a frame that ends a window. A view: valid until the next {@link #of}. */
public final class SyncFrame {
    private static final int FIXED = 68;

    private ByteBuffer payload;
    private int from;
    private int wakes;

    /** Makes a view of nothing yet. */
    public SyncFrame() {
        // Filled by of().
    }

    /**
     * Looks at a payload.
     *
     * @param bytes payload of a frame
     * @throws SpoolException if it is no such payload
     */
    public void of(ByteBuffer bytes) throws SpoolException {
        if (bytes.remaining() < FIXED) {
            throw new SpoolException("a SYNC frame has at least " + FIXED + " bytes");
        }
        payload = bytes;
        from = bytes.position();
        wakes = bytes.getInt(from + FIXED - 4);
        if (wakes < 0 || wakes > (bytes.remaining() - FIXED) / 8) {
            throw new SpoolException("a SYNC frame holds fewer wake-ups than it says");
        }
    }

    /**
     * The moment at which the window ends.
     *
     * @return nanoseconds of the agents' clock
     */
    public long nanos() {
        return payload.getLong(from);
    }

    /**
     * How far the clock moved against the server's timer in this window.
     *
     * @return nanoseconds, positive where the clock went ahead; 0 within 20 ms
     */
    public long step() {
        return payload.getLong(from + 24);
    }

    /**
     * Records that agents handed over in this session.
     *
     * @return count, with those in files that were deleted
     */
    public long records() {
        return payload.getLong(from + 32);
    }

    /**
     * Records that no file took, for want of room on the disk.
     *
     * @return count in this session
     */
    public long unwritten() {
        return payload.getLong(from + 56);
    }

    /**
     * Ticks in which the collector woke since the last of these frames.
     *
     * @return count
     */
    public int wakes() {
        return wakes;
    }

    /**
     * When the collector woke.
     *
     * @param i index of the wake-up
     * @return nanoseconds of the agents' clock
     */
    public long wake(int i) {
        return payload.getLong(from + FIXED + 8 * i);
    }
}
