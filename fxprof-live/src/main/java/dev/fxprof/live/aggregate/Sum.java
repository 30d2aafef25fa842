package dev.fxprof.live.aggregate;

/** What is added up for each resource. */
enum Sum {
    CALLS, SELF, TOTAL, EVENTS, NATIVES, TASKS, BYTES_IN, BYTES_OUT;

    static final int COUNT = values().length;
}
