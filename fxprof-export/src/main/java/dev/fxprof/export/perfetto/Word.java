package dev.fxprof.export.perfetto;

import java.util.Locale;

/**
 * Names of events and annotations that are not a script's; every sequence interns them under the same
 * numbers.
 */
final class Word {
    /** Names of events; the number of a name is its place. */
    enum Event {
        CAUSE("cause"), CONTINUE("continue"), LOST("spans lost"), SAMPLED(
                "recorded less or more"), PLACEHOLDER(
                        "parent not recorded"), COST("capture cost"), SPAN_COST(
                                "cost of a span"), STAND_IN(
                                        "in another file");

        final String text;

        Event(String text) {
            this.text = text;
        }

        int iid() {
            return ordinal() + 1;
        }
    }

    /** Names of categories. */
    enum Category {
        FLOW, LOST, OVERHEAD, CAPTURE;

        int iid() {
            return ordinal() + 1;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Names of annotations. */
    enum Note {
        KIND, RUNTIME, CONTINUED, UNFINISHED, PLACEHOLDER, CALLS, SOURCE, EARLIER, BELOW_LEFT_OUT, RECORDS, SITE, SITE_IID, ONE_CALL_IN, OFFERED, WRITTEN, DROPPED_RING_FULL, DROPPED_TREE_TOO_LARGE, DROPPED_DRAIN_KILLED, WAITING, OVERFLOWED_NAMES, RING_SLOTS, RING_HIGH_WATER, CLOCK, CLOCK_ERROR_NANOS, CLOCK_STEPS, RECORDED_NANOS, INSIDE_NANOS, RARE_INSIDE_NANOS, LEFT_OUT_NANOS;

        int iid() {
            return ordinal() + 1;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Word() {
    }
}
