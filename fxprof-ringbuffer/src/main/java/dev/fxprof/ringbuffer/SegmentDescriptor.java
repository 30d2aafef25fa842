package dev.fxprof.ringbuffer;

/**
 * Layout of a segment, little-endian, every field naturally aligned.
 *
 * <pre>
 *   header           4 KiB    fields below
 *   clock lines      {@link ClockLineDescriptor}
 *   rings' control   {@link RingDescriptor}, one block a producer
 *   live stacks      {@link FrameDescriptor}, one array a producer
 *   sites            {@link SiteDescriptor}
 *   strings          append-only: length (2 bytes), then UTF-8, not aligned
 *   rings' slots     {@link RecordDescriptor}
 * </pre>
 *
 * <p>Each part begins on a page. Parts follow from the geometry, so the header does not hold offsets
 * that could disagree with it. The first 256 bytes never change once the magic is there and carry a
 * CRC-32.
 */
final class SegmentDescriptor {
    /** "FXPRSEG" and a zero byte. */
    static final long MAGIC = 0x0047_4553_5250_5846L;
    static final int VERSION = 1;
    static final int PAGE = 4096;
    static final int HEADER_SIZE = PAGE;

    /** Long, written last. */
    static final int MAGIC_AT = 0;
    /** Int. */
    static final int VERSION_AT = 8;
    /** Int, CRC-32 of the bytes from 16 to 255. */
    static final int CHECKSUM_AT = 12;
    static final int CHECKED_FROM = 16;
    static final int CHECKED_TO = 256;
    /** Long, bytes of the whole segment. */
    static final int SIZE_AT = 16;
    /** Int, most producers at a time. */
    static final int PRODUCERS_AT = 24;
    /** Int, records a ring. */
    static final int RING_SLOTS_AT = 28;
    /** Int, frames of a live stack. */
    static final int LIVE_FRAMES_AT = 32;
    /** Int, sites the table holds. */
    static final int SITES_AT = 36;
    /** Int, bytes of all strings. */
    static final int STRING_BYTES_AT = 40;
    /** Int, see {@link Clocks}. */
    static final int CLOCK_KIND_AT = 44;
    /** Long, process id of the producers. */
    static final int PID_AT = 48;
    /** Long, start time of that process, milliseconds since 1970. */
    static final int PROCESS_START_AT = 56;
    /** Long, creation of the segment, milliseconds since 1970. */
    static final int CREATED_MILLIS_AT = 64;
    /** Long, creation of the segment, nanoseconds of the machine's monotonic clock. */
    static final int CREATED_NANOS_AT = 72;
    /** Long, random; tells one segment from another in the same file. */
    static final int IDENTITY_AT = 80;
    /** Short length and up to 126 bytes of UTF-8: what the process is. */
    static final int TITLE_AT = 128;
    static final int TITLE_BYTES = 126;

    /** Long, last sign of life of the producers' process, monotonic nanoseconds. */
    static final int HEARTBEAT_AT = 512;
    /** Int, 1 once the process ended its recording in the regular way. */
    static final int CLOSED_AT = 520;
    /** Long, registrations of producers so far. */
    static final int REGISTRATIONS_AT = 528;
    /** Long, threads that found no free ring. */
    static final int REFUSED_PRODUCERS_AT = 536;

    /** Long, process id of the drain, 0 for none. */
    static final int DRAIN_PID_AT = 640;
    /** Long, start time of that process, milliseconds since 1970. */
    static final int DRAIN_START_AT = 648;
    /** Long, last sign of life of the drain, monotonic nanoseconds. */
    static final int DRAIN_HEARTBEAT_AT = 656;

    /** Int, sites committed; ids are 1 to this. */
    static final int SITE_COUNT_AT = 768;
    /** Int, bytes of strings used. */
    static final int STRINGS_USED_AT = 772;
    /** Long, names folded into "(other)". */
    static final int OVERFLOWED_AT = 776;
    /** Long, sites that took the slow path of being added. */
    static final int INTERNED_AT = 784;

    /** Long, lines published so far. */
    static final int CLOCK_LINES_AT = 896;
    /** Long, bound of the clock's error in nanoseconds. */
    static final int CLOCK_ERROR_AT = 904;
    /** Long, times the clock was seen to step. */
    static final int CLOCK_STEPS_AT = 912;

    private SegmentDescriptor() {
    }
}
