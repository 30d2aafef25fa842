package dev.fxprof.hooks.lua.spool;

/** Finds frames in bytes. Nothing but the sequence and the end mark proves that a frame is one. */
final class FrameScan {
    /** The bytes end within the frame. */
    static final int MORE = 0;
    /** There is no frame here. */
    static final int BAD = -1;

    /** Behind damage so many sequences may be missing. */
    private static final long WIDEST_GAP = 1 << 24;

    private FrameScan() {
    }

    /**
     * Length of the frame that begins somewhere, or {@link #MORE} or {@link #BAD}.
     *
     * @param from the least sequence it may have
     * @param to the greatest
     */
    static int length(byte[] bytes, int at, int limit, long from, long to) {
        if (limit - at < SpoolFormat.FRAME_HEAD) {
            return MORE;
        }
        int payload = SpoolFormat.intAt(bytes, at);
        long sequence = SpoolFormat.longAt(bytes, at + 8);
        if (payload < 0 || payload > SpoolFormat.MOST_PAYLOAD || sequence < from
                || sequence > to) {
            return BAD;
        }
        int length = SpoolFormat.FRAME_HEAD + payload + SpoolFormat.FRAME_TAIL;
        if (limit - at < length) {
            return MORE;
        }
        return SpoolFormat.intAt(bytes, at + SpoolFormat.FRAME_HEAD + payload) == payload
                ? length
                : BAD;
    }

    /**
     * Where the next whole frame begins behind damage, or -1.
     *
     * @param expected the least sequence it may have
     */
    static int next(byte[] bytes, int from, int limit, long expected) {
        for (int at = from; at + SpoolFormat.FRAME_HEAD <= limit; at++) {
            int type = SpoolFormat.intAt(bytes, at + 4);
            if (type >= SpoolFormat.SESSION && type <= SpoolFormat.SYNC
                    && length(bytes, at, limit, expected, expected + WIDEST_GAP) > 0) {
                return at;
            }
        }
        return -1;
    }
}
