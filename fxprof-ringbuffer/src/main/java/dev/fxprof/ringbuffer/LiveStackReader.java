package dev.fxprof.ringbuffer;

import java.lang.invoke.VarHandle;

/**
 * Looks at a producer's {@link LiveStack} from another thread or process.
 *
 * <p>Assumptions: one thread uses a reader.
 *
 * <p>Guarantees: a look that succeeds has seen a stack that existed at one moment. The producer
 * notices nothing.
 *
 * <p>Progress: a look gives up after some tries against a producer that never rests.
 */
final class LiveStackReader {
    private static final int TRIES = 64;
    private static final int WORDS = FrameDescriptor.SIZE / Long.BYTES;

    private final Memory control;
    private final Memory frames;
    private final int room;
    private final long[] words;
    private int size;
    private boolean whole;

    LiveStackReader(Memory control, Memory frames) {
        this.control = control;
        this.frames = frames;
        this.room = (int) (frames.size() / FrameDescriptor.SIZE);
        this.words = new long[room * WORDS];
    }

    /** Takes a look; false if the stack changed at every try. */
    boolean look() {
        for (int i = 0; i < TRIES; i++) {
            long before = control.getLongAcquire(RingDescriptor.LIVE_STATE);
            long open = before & RingDescriptor.OPEN_MASK;
            size = (int) Math.min(open, room);
            whole = open <= room;
            for (int word = 0; word < size * WORDS; word++) {
                words[word] = frames.getLong((long) word * Long.BYTES);
            }
            VarHandle.loadLoadFence();
            if (control.getLongOpaque(RingDescriptor.LIVE_STATE) == before) {
                return true;
            }
            Thread.onSpinWait();
        }
        size = 0;
        return false;
    }

    /** Whether the last look saw all frames there were. */
    boolean isWhole() {
        return whole;
    }

    /** Frames seen by the last look, outermost first. */
    int size() {
        return size;
    }

    private long get(int frame, int field) {
        return words[frame * WORDS + field / Long.BYTES];
    }

    /** Span id, 0 for a frame that is not recorded. */
    long span(int frame) {
        return get(frame, FrameDescriptor.SPAN);
    }

    long parent(int frame) {
        return get(frame, FrameDescriptor.PARENT);
    }

    long start(int frame) {
        return get(frame, FrameDescriptor.START);
    }

    int site(int frame) {
        return (int) get(frame, FrameDescriptor.SITE);
    }

    int level(int frame) {
        return (int) (get(frame, FrameDescriptor.SITE) >> 32);
    }

    int source(int frame) {
        return (int) get(frame, FrameDescriptor.SOURCE);
    }

    /** Record flags of the slice that is open. */
    int flags(int frame) {
        return LiveStack.recordFlags(get(frame, FrameDescriptor.SOURCE)) | (frame == 0
                ? 0
                : LiveStack.belowLeftOut(get(frame - 1, FrameDescriptor.SOURCE)));
    }
}
