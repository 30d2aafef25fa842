package dev.fxprof.ringbuffer;

import dev.fxprof.api.SpanStack;
import java.util.Arrays;

/**
 * The open spans of one coroutine, bottom first, as parallel arrays that grow during warm-up only.
 * A frame whose id is 0 is open but not recorded.
 */
final class CoroutineStack implements SpanStack {
    /** Closed by token. */
    static final byte TOKEN = 0;
    /** Closed by leaving the innermost function. */
    static final byte FUNCTION = 1;
    /** Closed by the script. */
    static final byte REGION = 2;

    long[] id = new long[4];
    long[] parent = new long[4];
    long[] start = new long[4];
    /** End of the last slice while the coroutine is suspended. */
    long[] end = new long[4];
    /** Order of opening, for a region. */
    long[] opened = new long[4];
    int[] site = new int[4];
    /** Recorded spans below on the track. */
    int[] level = new int[4];
    int[] source = new int[4];
    byte[] type = new byte[4];
    boolean[] continued = new boolean[4];
    int size;
    CoroutineStack below;

    int push() {
        if (size == id.length) {
            grow();
        }
        continued[size] = false;
        source[size] = 0;
        return size++;
    }

    private void grow() {
        int n = size * 2;
        parent = Arrays.copyOf(parent, n);
        start = Arrays.copyOf(start, n);
        end = Arrays.copyOf(end, n);
        opened = Arrays.copyOf(opened, n);
        site = Arrays.copyOf(site, n);
        level = Arrays.copyOf(level, n);
        source = Arrays.copyOf(source, n);
        type = Arrays.copyOf(type, n);
        continued = Arrays.copyOf(continued, n);
        // Last: until then a growth cut short by a full stack is done again.
        id = Arrays.copyOf(id, n);
    }

    /** Removes a frame from the middle; those above move down by one. */
    void remove(int frame) {
        int above = size - frame - 1;
        System.arraycopy(id, frame + 1, id, frame, above);
        System.arraycopy(parent, frame + 1, parent, frame, above);
        System.arraycopy(start, frame + 1, start, frame, above);
        System.arraycopy(end, frame + 1, end, frame, above);
        System.arraycopy(opened, frame + 1, opened, frame, above);
        System.arraycopy(site, frame + 1, site, frame, above);
        System.arraycopy(level, frame + 1, level, frame, above);
        System.arraycopy(source, frame + 1, source, frame, above);
        System.arraycopy(type, frame + 1, type, frame, above);
        System.arraycopy(continued, frame + 1, continued, frame, above);
        size--;
    }

    @Override
    public int depth() {
        return size;
    }
}
