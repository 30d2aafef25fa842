package dev.fxprof.ringbuffer;

/**
 * Layout of a producer's control block: what is written by the producer, by the drain and by neither
 * stands on lines of its own, two apart, since processors fetch lines in pairs.
 */
final class RingDescriptor {
    static final int SIZE = 1024;

    /** Int, one of the states below. */
    static final int STATE = 0;
    /** Int, number of the registration that holds the ring; span ids carry it. */
    static final int PRODUCER = 4;
    /** Long, the thread's id in its process. */
    static final int THREAD_ID = 8;
    /** Long, position of the first record of this registration. */
    static final int FIRST = 16;
    /** Long, records dropped by a full ring before this registration. */
    static final int DROPPED_BEFORE = 24;
    /** Short length and up to 126 bytes of UTF-8. */
    static final int NAME = 64;
    static final int NAME_BYTES = 126;

    /**
     * Long, state of the live stack: open frames in the lowest {@value #OPEN_BITS} bits, above them
     * the count of changes, which moves whenever a frame was opened or rewritten.
     */
    static final int LIVE_STATE = 256;
    static final int OPEN_BITS = 20;
    static final long OPEN_MASK = (1L << OPEN_BITS) - 1;
    /** Long, records refused because the ring was full. */
    static final int DROPPED_FULL = 272;

    /** Long, position below which slots are free. */
    static final int HEAD = 512;
    /** Long, position below which all records have reached the sinks. */
    static final int WRITTEN = 520;
    /** Long, records given up because one tree grew beyond the reorder stage. */
    static final int DROPPED_TREE = 528;
    /** Long, records that a drain took and lost by dying. */
    static final int DROPPED_DRAIN = 536;
    /** Long, records taken after the producers' process had died. */
    static final int RECOVERED = 544;
    /** Long, records found half written after the process had died. */
    static final int TORN = 552;

    /** Long, drops for any reason that the sinks have been told of. */
    static final int REPORTED = 560;

    /** Long, most records seen waiting. */
    static final int HIGH_WATER = 568;
    /**
     * Long, 1 + the position with which what the thread left open is delivered, 0 as long as it is
     * not, or is not tied to a position.
     */
    static final int FINISHED = 576;

    static final int FREE = 0;
    static final int ACTIVE = 1;
    /** The thread has ended; the drain takes what is left and frees the ring. */
    static final int RETIRED = 2;

    private RingDescriptor() {
    }
}
