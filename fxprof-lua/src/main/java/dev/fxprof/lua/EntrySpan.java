package dev.fxprof.lua;

import dev.fxprof.api.SpanRecorder;

/**
 * The span that a coroutine's whole life stands for.
 *
 * @param site its site
 * @param cause span that queued it, or 0
 * @param causeTicks {@link SpanRecorder#ticks()} when it was queued
 * @param source player who caused it, or {@link SpanRecorder#NO_SOURCE}
 */
public record EntrySpan(int site, long cause, long causeTicks, int source) {
    /**
     * An entry without a cause.
     *
     * @param site its site
     * @return the entry
     */
    public static EntrySpan of(int site) {
        return new EntrySpan(site, 0, 0, SpanRecorder.NO_SOURCE);
    }
}
