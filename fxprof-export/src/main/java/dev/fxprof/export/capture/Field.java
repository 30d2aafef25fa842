package dev.fxprof.export.capture;

/** Where the fields of a slice stand in its row, and what its marks mean. */
final class Field {
    static final int START = 0;
    static final int END = 8;
    static final int SPAN = 16;
    static final int PARENT_SPAN = 24;
    static final int SELF = 32;
    static final int SITE = 40;
    static final int SOURCE = 44;
    static final int CALLER = 48;
    /** Marks in the lowest byte, then the logarithm of the calls. */
    static final int FLAGS = 52;
    /** How many places before it the slice around it stands, 0 for none. */
    static final int BACK = 56;
    static final int DEPTH = 60;

    static final int CALLS_SHIFT = 8;

    /** A row that is the begin or the end of a slice and waits for its other half. */
    static final int BEGIN = 1 << 16;
    static final int FINISH = 1 << 17;
    /** A slice that {@link BeginOrder} has taken. */
    static final int TAKEN = 1 << 18;
    /** A slice whose span has its id from the file. */
    static final int HAS_ID = 1 << 19;

    private Field() {
    }
}
