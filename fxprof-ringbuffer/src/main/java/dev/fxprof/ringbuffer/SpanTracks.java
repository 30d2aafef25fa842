package dev.fxprof.ringbuffer;

import java.util.HashMap;
import java.util.Map;

/**
 * Which track the spans of a producer are on, so that a link is known to come from another thread. One
 * thread uses it.
 */
final class SpanTracks {
    private final Map<Long, Integer> tracks = new HashMap<>();

    /** The part of an id that all spans of a producer share. */
    static long producer(long span) {
        return span >>> RecordDescriptor.SPAN_COUNTER_BITS;
    }

    /** Says where a producer's spans are from now on. */
    void put(long producer, int track) {
        tracks.put(producer, track);
    }

    int of(long span, int otherwise) {
        return tracks.getOrDefault(producer(span), otherwise);
    }
}
