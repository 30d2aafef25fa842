package dev.fxprof.export.chrome;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Names of members that mean something. */
enum Key {
    PH, NAME, CAT, TS, DUR, TDUR, PID, TID, ID, ID2, SCOPE, BIND_ID, FLOW_IN, FLOW_OUT, BP, ARGS, LOCAL, GLOBAL, SPAN_ID, PARENT_SPAN_ID, RESOURCE, RUNTIME, KIND, FILE, LINE, SOURCE, CONTINUED, UNFINISHED, CALLS, PLACEHOLDER, EARLIER, FROM_SPAN_ID, TO_SPAN_ID, RECORDS, SITE, ONE_CALL_IN(
            "oneCallIn"), FXPROF_CAPTURE, FXPROF_COST, TRACE_EVENTS(
                    "traceEvents"), DISPLAY_TIME_UNIT("displayTimeUnit"), SAMPLES, STACK_FRAMES(
                            "stackFrames"), SYSTEM_TRACE_EVENTS("systemTraceEvents"), OTHER_DATA(
                                    "otherData"), CONTROLLER_TRACE_DATA(
                                            "controllerTraceDataKey"), OFFERED, WRITTEN, DROPPED_RING_FULL(
                                                    "droppedRingFull"), DROPPED_TREE_TOO_LARGE(
                                                            "droppedTreeTooLarge"), DROPPED_DRAIN_KILLED(
                                                                    "droppedDrainKilled"), WAITING, OVERFLOWED_NAMES(
                                                                            "overflowedNames"), RING_SLOTS(
                                                                                    "ringSlots"), RING_HIGH_WATER(
                                                                                            "ringHighWater"), CLOCK, CLOCK_ERROR_NANOS(
                                                                                                    "clockErrorNanos"), CLOCK_STEPS(
                                                                                                            "clockSteps"),
    /** Any other. */
    UNKNOWN;

    private static final Key[] TABLE = table();

    private final byte[] text;
    private final long hash;

    Key() {
        this(null);
    }

    Key(String written) {
        String name = written == null ? name().toLowerCase(Locale.ROOT) : written;
        text = name.getBytes(StandardCharsets.US_ASCII);
        hash = ByteHash.of(Arrays.copyOf(text, text.length + ByteHash.SPARE), 0, text.length);
    }

    private static Key[] table() {
        Key[] table = new Key[512];
        for (Key key : values()) {
            int slot = (int) key.hash & table.length - 1;
            while (table[slot] != null) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = key;
        }
        return table;
    }

    /** The name that a scanner has read. */
    static Key of(JsonScanner json) {
        int slot = (int) json.hash & TABLE.length - 1;
        for (Key key; (key = TABLE[slot]) != null; slot = slot + 1 & TABLE.length - 1) {
            if (key.hash == json.hash && Arrays.equals(key.text, 0, key.text.length, json.text,
                    json.from, json.to)) {
                return key;
            }
        }
        return UNKNOWN;
    }
}
