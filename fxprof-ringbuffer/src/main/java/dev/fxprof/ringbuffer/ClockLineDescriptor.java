package dev.fxprof.ringbuffer;

/**
 * Layout of one line that converts ticks: nanos + (tick - from) * slope, valid from its tick on until
 * the next line's.
 */
final class ClockLineDescriptor {
    static final int SIZE = 32;
    /** Lines kept; the newest replace the oldest. */
    static final int COUNT = 1024;
    /** Long, tick from which the line holds. */
    static final int FROM = 0;
    /** Long, monotonic nanoseconds at that tick. */
    static final int NANOS = 8;
    /** Double, nanoseconds a tick. */
    static final int SLOPE = 16;
    /** Long, difference between the line before and the clock when this one was made. */
    static final int ERROR = 24;

    private ClockLineDescriptor() {
    }
}
