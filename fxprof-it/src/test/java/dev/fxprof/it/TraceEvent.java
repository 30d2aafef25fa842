package dev.fxprof.it;

/** One event of a trace while it is read; reused from event to event. */
final class TraceEvent {
    char phase;
    int track;
    long id;
    String name;
    String category;
    long startNanos;
    long durationNanos;

    String resource;
    String runtime;
    String kind;
    long span;
    long parent;
    long earlier;
    long from;
    long to;
    long lost;
    boolean continued;
    boolean placeholder;
    boolean unfinished;

    void clear() {
        phase = 0;
        track = 0;
        id = 0;
        name = "";
        category = "";
        startNanos = 0;
        durationNanos = 0;
        resource = null;
        runtime = null;
        kind = null;
        span = 0;
        parent = 0;
        earlier = 0;
        from = 0;
        to = 0;
        lost = 0;
        continued = false;
        placeholder = false;
        unfinished = false;
    }
}
