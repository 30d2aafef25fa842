package dev.fxprof.ringbuffer;

import dev.fxprof.api.SpanStack;
import java.util.Arrays;

/**
 * The open spans of one coroutine, bottom first. A frame whose id is 0 is open but not recorded.
 *
 * <p>All frames stand in one array, eight words a frame: a coroutine that was suspended for long
 * costs one or two cache misses when it comes back, not one for each field. It grows during warm-up
 * only.
 */
final class CoroutineStack implements SpanStack {
    /** Closed by token. */
    static final int TOKEN = 0;
    /** Closed by leaving the innermost function. */
    static final int FUNCTION = 1;
    /** Closed by the script. */
    static final int REGION = 2;

    private static final int WORDS = 8;
    private static final int ID = 0;
    private static final int PARENT = 1;
    private static final int START = 2;
    private static final int END = 3;
    private static final int OPENED = 4;
    /** Site in the low half, recorded spans below on the track in the high half. */
    private static final int SITE_LEVEL = 5;
    /** Source in the low half, type in the high half, and the flag below. */
    private static final int SOURCE_TYPE = 6;
    private static final long CONTINUED = 1L << 63;
    private static final long LOW = 0xFFFF_FFFFL;

    int size;
    CoroutineStack below;
    private long[] words = new long[2 * WORDS];

    /** Opens a frame; {@code id} 0 for one that is not recorded. */
    int push(long id, long parent, long start, int site, int level, int type) {
        int at = size * WORDS;
        if (at == words.length) {
            words = Arrays.copyOf(words, at * 2);
        }
        long[] w = words;
        w[at + ID] = id;
        w[at + PARENT] = parent;
        w[at + START] = start;
        w[at + SITE_LEVEL] = (long) level << 32 | site & LOW;
        w[at + SOURCE_TYPE] = (long) type << 32;
        return size++;
    }

    /** Begins the next slice of a frame. */
    void reopen(int frame, long parent, long start, int level) {
        int at = frame * WORDS;
        long[] w = words;
        w[at + PARENT] = parent;
        w[at + START] = start;
        w[at + SITE_LEVEL] = (long) level << 32 | w[at + SITE_LEVEL] & LOW;
        w[at + SOURCE_TYPE] |= CONTINUED;
    }

    /** Removes a frame from the middle; those above move down by one. */
    void remove(int frame) {
        System.arraycopy(words, (frame + 1) * WORDS, words, frame * WORDS,
                (size - frame - 1) * WORDS);
        size--;
    }

    long id(int frame) {
        return words[frame * WORDS + ID];
    }

    /** Goes on without recording the frame. */
    void forget(int frame) {
        words[frame * WORDS + ID] = 0;
    }

    long parent(int frame) {
        return words[frame * WORDS + PARENT];
    }

    void parent(int frame, long span) {
        words[frame * WORDS + PARENT] = span;
    }

    long start(int frame) {
        return words[frame * WORDS + START];
    }

    /** End of the last slice while the coroutine is suspended. */
    long end(int frame) {
        return words[frame * WORDS + END];
    }

    void end(int frame, long nanos) {
        words[frame * WORDS + END] = nanos;
    }

    /** Order of opening, for a region. */
    long opened(int frame) {
        return words[frame * WORDS + OPENED];
    }

    void opened(int frame, long order) {
        words[frame * WORDS + OPENED] = order;
    }

    int site(int frame) {
        return (int) words[frame * WORDS + SITE_LEVEL];
    }

    /** Recorded spans below on the track. */
    int level(int frame) {
        return (int) (words[frame * WORDS + SITE_LEVEL] >> 32);
    }

    int source(int frame) {
        return (int) words[frame * WORDS + SOURCE_TYPE];
    }

    void source(int frame, int player) {
        int at = frame * WORDS + SOURCE_TYPE;
        words[at] = words[at] & ~LOW | player & LOW;
    }

    int type(int frame) {
        return (int) (words[frame * WORDS + SOURCE_TYPE] >> 32) & 0xFF;
    }

    boolean isContinued(int frame) {
        return words[frame * WORDS + SOURCE_TYPE] < 0;
    }

    @Override
    public int depth() {
        return size;
    }
}
