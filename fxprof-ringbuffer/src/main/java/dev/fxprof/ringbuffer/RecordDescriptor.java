package dev.fxprof.ringbuffer;

/**
 * Layout of one record in a ring: 64 bytes, one cache line, little-endian, fields aligned.
 *
 * <pre>
 *    0  sequence   long  position + 1 once the record is committed
 *    8  start      long  slice: its start; link: moment in the slice it starts from; counter: time
 *   16  end        long  slice: its end; link: start of the slice it ends at
 *   24  span       long  slice: span id; link: span it ends at; counter: value, raw bits of a double
 *   32  parent     long  slice: id of the recorded span around it; link: span it starts from
 *   40  site       int   site id
 *   44  depth      int   slice: recorded spans below it on the track
 *   48  source     int   player number, 0 for none
 *   52  flags      int   see the constants
 *   56  caller     int   slice: site of the frame below it on its stack, recorded or not; 0 for none
 *   60  state      int   {@link #WRITTEN}, {@link #TAKEN}
 * </pre>
 *
 * <p>Times are ticks of the producer's clock. The state is a hint: sequence and head alone decide what
 * is in a slot.
 */
final class RecordDescriptor {
    static final int SIZE = 64;
    static final int SEQUENCE = 0;
    static final int START = 8;
    static final int END = 16;
    static final int SPAN = 24;
    static final int PARENT = 32;
    static final int SITE = 40;
    static final int DEPTH = 44;
    static final int SOURCE = 48;
    static final int FLAGS = 52;
    static final int CALLER = 56;
    static final int STATE = 60;

    /** State of a slot whose record waits. */
    static final int WRITTEN = 1;
    /** State of a slot whose record was taken, released or not. */
    static final int TAKEN = 2;

    /** The record is a slice; without this or another type bit it is not valid. */
    static final int SLICE = 1;
    /** The record is a link. */
    static final int LINK = 1 << 1;
    /** The record is a counter value. */
    static final int COUNTER = 1 << 2;
    /** Slice: not the first of its span. Link: from slice to slice of one span. */
    static final int CONTINUED = 1 << 3;
    /** Slice: nothing ended it in the regular way. */
    static final int UNFINISHED = 1 << 4;
    /** First record after one or more were dropped. */
    static final int AFTER_DROP = 1 << 5;
    /** Slice: a call that was left out at random stands between it and its parent. */
    static final int BELOW_LEFT_OUT = 1 << 6;
    /** Slice: stands for 2^n calls of its site; n is in the bits from here on. */
    static final int WEIGHT_SHIFT = 8;
    /** Largest n, and mask of it. */
    static final int WEIGHT_MAX = 31;

    /** Bits of a span id that count begins; the producer's number stands above them. */
    static final int SPAN_COUNTER_BITS = 40;

    private RecordDescriptor() {
    }
}
