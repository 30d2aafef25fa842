package dev.fxprof.ringbuffer;

import dev.fxprof.api.SpanStack;

/**
 * The open spans of one coroutine. While it runs they are the top of the track's {@link LiveStack},
 * from {@link #base} on; while it is suspended they wait here.
 */
final class CoroutineStack implements SpanStack {
    /** Closed by token. */
    static final int TOKEN = 0;
    /** Closed by leaving the innermost function. */
    static final int FUNCTION = 1;
    /** Closed by the script. */
    static final int REGION = 2;

    private static final long[] NONE = new long[0];

    /** The stack below on the track; null while suspended. */
    CoroutineStack below;
    /** First frame on the track. */
    int base;

    private long[] words = NONE;
    private int size;
    private LiveStack live;

    /** Says that the coroutine is the topmost of the track. */
    void runs(LiveStack stack) {
        live = stack;
    }

    /** Says that another coroutine now runs above. */
    void waits() {
        size = live.size() - base;
        live = null;
    }

    /** Takes the frames off the track. */
    void leave() {
        words = live.save(base, words);
        size = live.size() - base;
        live.cut(base);
        live = null;
    }

    /** Puts the frames on top of the track. */
    void enter(LiveStack stack) {
        base = stack.size();
        stack.restore(words, size);
        live = stack;
    }

    /** Forgets the frames, which have all been closed. */
    void end() {
        size = 0;
        live = null;
    }

    @Override
    public int depth() {
        return live == null ? size : live.size() - base;
    }
}
