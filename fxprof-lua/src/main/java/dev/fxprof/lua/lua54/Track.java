package dev.fxprof.lua.lua54;

import dev.fxprof.api.SpanStack;

/** A coroutine as its VM's spans see it. */
final class Track {
    final long state;
    final Frames frames = new Frames();
    /** Open spans, or null while it has not started or after it has ended. */
    SpanStack spans;
    /** Whoever resumed it, and the track on record below it. */
    long resumer;
    Track outer;
    Frames resumersFrames;

    /** How many stops its hooks have survived; another number than the VM's if they may be a stop's. */
    int stops;

    Track(long state, int stops) {
        this.state = state;
        this.stops = stops;
    }
}
