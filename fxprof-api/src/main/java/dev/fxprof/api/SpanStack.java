package dev.fxprof.api;

/**
 * The open spans of one coroutine. Made by {@link SpanRecorder#newStack()}; only its recorder looks
 * inside.
 */
public interface SpanStack {
    /**
     * How many spans are open on this stack, those not recorded included.
     *
     * @return the number of frames
     */
    int depth();
}
