package dev.fxprof.export.perfetto;

/** Numbers of the fields that are written, and of what is interned in every sequence. */
final class Fields {
    // TracePacket.
    static final int TIMESTAMP = 8;
    static final int SEQUENCE = 10;
    static final int TRACK_EVENT = 11;
    static final int INTERNED_DATA = 12;
    static final int SEQUENCE_FLAGS = 13;
    static final int CLOCK_SNAPSHOT = 6;
    static final int PREVIOUS_DROPPED = 42;
    static final int COMPRESSED_PACKETS = 50;
    static final int CLOCK = 58;
    static final int DEFAULTS = 59;
    static final int TRACK_DESCRIPTOR = 60;
    static final int FIRST_ON_SEQUENCE = 87;
    static final int ATTRIBUTES = 126;

    // TrackEvent.
    static final int CATEGORY = 3;
    static final int ANNOTATION = 4;
    static final int TYPE = 9;
    static final int NAME = 10;
    static final int TRACK = 11;
    static final int INTEGER = 30;
    static final int LOCATION = 34;
    static final int REAL = 44;
    static final int FLOW = 47;
    static final int ENDING_FLOW = 48;
    static final int CORRELATION = 52;

    // DebugAnnotation.
    static final int ANNOTATION_NAME = 1;
    static final int BOOLEAN_VALUE = 2;
    static final int UNSIGNED_VALUE = 3;
    static final int SIGNED_VALUE = 4;
    static final int REAL_VALUE = 5;
    static final int TEXT_VALUE = 6;
    static final int INTERNED_VALUE = 17;

    // InternedData.
    static final int CATEGORIES = 1;
    static final int NAMES = 2;
    static final int ANNOTATION_NAMES = 3;
    static final int LOCATIONS = 4;
    static final int TEXTS = 29;
    static final int SITES = 7301;

    /** State of a sequence begins anew. */
    static final int CLEARED = 1;
    /** A packet uses the state of its sequence. */
    static final int NEEDS_STATE = 2;
    /** Loss, because a buffer was full. */
    static final int LOST_FULL = 1 | 256;

    // TrackEvent.Type.
    static final int BEGIN = 1;
    static final int END = 2;
    static final int INSTANT = 3;
    static final int COUNTER = 4;

    static final int MONOTONIC = 3;
    /** A sequence's own clock: each time is given as the distance to the one before. */
    static final int STEPS = 64;
    /** A sequence's own clock: nanoseconds since the start of the capture. */
    static final int SINCE_START = 65;

    /** Key of the attribute that makes a file a capture of ours; its value is {@link #VERSION}. */
    static final String OWN = "fxprof_capture";
    static final int VERSION = 1;

    private Fields() {
    }
}
