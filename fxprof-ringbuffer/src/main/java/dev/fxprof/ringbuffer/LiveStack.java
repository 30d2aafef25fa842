package dev.fxprof.ringbuffer;

import java.lang.foreign.Arena;
import java.lang.invoke.VarHandle;

/**
 * The open spans of a producer's track, outermost first, where other threads and processes see them.
 * A frame whose span is 0 is open but not recorded.
 *
 * <p>Assumptions: one thread calls the methods; {@link LiveStackReader} looks from elsewhere.
 *
 * <p>Guarantees: frames are complete before the state says that they are open, and no open frame is
 * rewritten before the state says that it is not. Each opening moves the count of changes. So a
 * reader that finds the same state before and after its look has seen a
 * stack that existed. Frames beyond the segment's room are kept elsewhere, unseen by others.
 *
 * <p>Progress: wait-free; allocates only while a stack grows beyond the room and any before it.
 */
final class LiveStack {
    private static final int WORDS = FrameDescriptor.SIZE / Long.BYTES;
    private static final long ONE_CHANGE = 1L << RingDescriptor.OPEN_BITS;
    private static final long CONTINUED = 1L << 63;
    private static final long LOW = 0xFFFF_FFFFL;
    private static final long SPAN_COUNTER = (1L << RecordDescriptor.SPAN_COUNTER_BITS) - 1;
    /** The weight stands in the same bits of a frame's type and of a record's flags. */
    private static final int WEIGHT = 0xFF << RecordDescriptor.WEIGHT_SHIFT;
    /** In a frame's type: the call was left out at random, or is one that is never recorded above it. */
    static final int LEFT_OUT = 1 << 16;
    private static final int LEFT_OUT_SHIFT = 32 + Integer.numberOfTrailingZeros(LEFT_OUT)
            - Integer.numberOfTrailingZeros(RecordDescriptor.BELOW_LEFT_OUT);
    private static final int CONTINUED_SHIFT = Integer
            .numberOfTrailingZeros(RecordDescriptor.CONTINUED);

    private final Memory frames;
    private final Memory control;
    private final int room;
    private final long firstFrame;
    private final long stateAt;
    private Memory beyond;

    LiveStack(Memory frames, Memory control) {
        this.frames = frames;
        this.control = control;
        this.room = (int) (frames.size() / FrameDescriptor.SIZE);
        firstFrame = frames.address();
        stateAt = control.address() + RingDescriptor.LIVE_STATE;
        beyond = frames;
        state(0, 0);
    }

    /** Open frames. Kept in the segment alone: the fewer stores a span costs, the better. */
    int size() {
        return (int) (Memory.getLong(control, stateAt) & RingDescriptor.OPEN_MASK);
    }

    /**
     * Opens a frame and returns its index.
     *
     * @param spanBase upper bits of the span's id, whose lower ones count changes; 0 for a frame
     *     that is not recorded
     */
    int push(long spanBase, long start, int site, int type) {
        int frame = size();
        if (frame >= room) {
            return pushBeyond(frame, spanBase, start, site, type);
        }
        open(frames, firstFrame + (long) frame * FrameDescriptor.SIZE, frame, spanBase, start, site,
                type);
        return frame;
    }

    /** Apart, since a call in the midst of the other path would make it keep its values in memory. */
    private int pushBeyond(int frame, long spanBase, long start, int site, int type) {
        grow(frame);
        open(beyond, at(frame), frame, spanBase, start, site, type);
        return frame;
    }

    private void open(Memory m, long at, int frame, long spanBase, long start, int site, int type) {
        long parent = spanAround(frame);
        int level = levelAround(frame);
        long state = Memory.getLong(control, stateAt) + ONE_CHANGE + 1;
        long change = state >>> RingDescriptor.OPEN_BITS;
        VarHandle.storeStoreFence();
        Memory.putLong(m, at + FrameDescriptor.SPAN,
                spanBase == 0 ? 0 : spanBase | change & SPAN_COUNTER);
        Memory.putLong(m, at + FrameDescriptor.PARENT, parent);
        Memory.putLong(m, at + FrameDescriptor.START, start);
        Memory.putLong(m, at + FrameDescriptor.SITE, (long) level << 32 | site & LOW);
        Memory.putLong(m, at + FrameDescriptor.SOURCE, (long) type << 32);
        Memory.putLongRelease(control, stateAt, state);
    }

    /** Innermost recorded span below a frame, or 0. */
    long spanAround(int frame) {
        if (frame == 0) {
            return 0;
        }
        long span = get(frame - 1, FrameDescriptor.SPAN);
        return span != 0 ? span : get(frame - 1, FrameDescriptor.PARENT);
    }

    /** Recorded spans below a frame. */
    int levelAround(int frame) {
        return frame == 0 ? 0 : level(frame - 1) + (span(frame - 1) != 0 ? 1 : 0);
    }

    private Memory memory(int frame) {
        return frame < room ? frames : beyond;
    }

    /** Address of a frame. */
    private long at(int frame) {
        return frame < room
                ? firstFrame + (long) frame * FrameDescriptor.SIZE
                : beyond.address() + (long) (frame - room) * FrameDescriptor.SIZE;
    }

    /** Closes the topmost frame. */
    void pop() {
        Memory.putLongRelease(control, stateAt, Memory.getLong(control, stateAt) - 1);
    }

    /** Closes the frames from one up. */
    void cut(int frame) {
        state(frame, 0);
    }

    /** Removes a frame from the middle; those above move down by one. */
    void remove(int frame) {
        int size = hide(frame);
        for (int i = frame + 1; i < size; i++) {
            for (int field = 0; field < FrameDescriptor.SIZE; field += Long.BYTES) {
                set(i - 1, field, get(i, field));
            }
        }
        state(size - 1, 1);
    }

    /** Copies the frames from one up into an array, which is made or grown if needed. */
    long[] save(int first, long[] words) {
        int size = size();
        int count = (size - first) * WORDS;
        long[] to = words.length < count
                ? new long[Integer.highestOneBit(Math.max(count, 16) * 2 - 1)]
                : words;
        int at = 0;
        for (int frame = first; frame < size; frame++) {
            for (int word = 0; word < WORDS; word++) {
                to[at++] = get(frame, word * Long.BYTES);
            }
        }
        return to;
    }

    /** Puts frames back that {@link #save} copied. */
    void restore(long[] words, int count) {
        if (count == 0) {
            return;
        }
        int size = size();
        if (size + count > room) {
            grow(size + count - 1);
        }
        hide(size);
        int at = 0;
        for (int frame = size; frame < size + count; frame++) {
            for (int word = 0; word < WORDS; word++) {
                set(frame, word * Long.BYTES, words[at++]);
            }
        }
        state(size + count, 1);
    }

    /** Begins the next slice of a frame. */
    void reopen(int frame, long start) {
        long parent = spanAround(frame);
        long level = levelAround(frame);
        int size = hide(frame);
        set(frame, FrameDescriptor.PARENT, parent);
        set(frame, FrameDescriptor.START, start);
        set(frame, FrameDescriptor.SITE, level << 32 | get(frame, FrameDescriptor.SITE) & LOW);
        set(frame, FrameDescriptor.SOURCE, get(frame, FrameDescriptor.SOURCE) | CONTINUED);
        state(size, 1);
    }

    /** Puts a frame that is not recorded, or is no longer, in its place on the track. */
    void replace(int frame) {
        long parent = spanAround(frame);
        long level = levelAround(frame);
        int size = hide(frame);
        set(frame, FrameDescriptor.SPAN, 0);
        set(frame, FrameDescriptor.PARENT, parent);
        set(frame, FrameDescriptor.SITE, level << 32 | get(frame, FrameDescriptor.SITE) & LOW);
        state(size, 1);
    }

    /** Takes the frames from one up out of sight while they are rewritten; returns the size. */
    private int hide(int frame) {
        int size = size();
        state(frame, 0);
        VarHandle.storeStoreFence();
        return size;
    }

    private void state(int open, int changes) {
        long change = Memory.getLong(control, stateAt) >>> RingDescriptor.OPEN_BITS;
        Memory.putLongRelease(control, stateAt,
                change + changes << RingDescriptor.OPEN_BITS | open);
    }

    private void grow(int frame) {
        long needed = (frame - room + 1L) * FrameDescriptor.SIZE;
        if (beyond == frames || needed > beyond.size()) {
            long had = beyond == frames ? 0 : beyond.size();
            Memory more = new Memory(Arena.ofAuto().allocate(Math.max(needed, had * 2 + (1 << 16)),
                    FrameDescriptor.SIZE));
            more.copyFrom(beyond, had);
            beyond = more;
        }
    }

    /** A word of a frame, see {@link FrameDescriptor}. */
    long get(int frame, int field) {
        return Memory.getLong(memory(frame), at(frame) + field);
    }

    private void set(int frame, int field, long value) {
        Memory.putLong(memory(frame), at(frame) + field, value);
    }

    long span(int frame) {
        return get(frame, FrameDescriptor.SPAN);
    }

    long parent(int frame) {
        return get(frame, FrameDescriptor.PARENT);
    }

    long start(int frame) {
        return get(frame, FrameDescriptor.START);
    }

    void start(int frame, long ticks) {
        set(frame, FrameDescriptor.START, ticks);
    }

    /** End of the last slice while the span is off the track. */
    long end(int frame) {
        return get(frame, FrameDescriptor.END);
    }

    void end(int frame, long ticks) {
        set(frame, FrameDescriptor.END, ticks);
    }

    /** Order of opening, for a region. */
    long opened(int frame) {
        return get(frame, FrameDescriptor.OPENED);
    }

    void opened(int frame, long order) {
        set(frame, FrameDescriptor.OPENED, order);
    }

    int site(int frame) {
        return (int) get(frame, FrameDescriptor.SITE);
    }

    /** Recorded spans below on the track. */
    int level(int frame) {
        return (int) (get(frame, FrameDescriptor.SITE) >> 32);
    }

    int source(int frame) {
        return (int) get(frame, FrameDescriptor.SOURCE);
    }

    void source(int frame, int player) {
        long before = get(frame, FrameDescriptor.SOURCE);
        set(frame, FrameDescriptor.SOURCE, before & ~LOW | player & LOW);
    }

    /** How the frame is closed. */
    int type(int frame) {
        return (int) (get(frame, FrameDescriptor.SOURCE) >> 32) & 0xFF;
    }

    /** Flag of the record of a frame above one. */
    int belowLeftOut(int frame) {
        return belowLeftOut(get(frame, FrameDescriptor.SOURCE));
    }

    /** Flag of the record of a frame above one with this source and type. */
    static int belowLeftOut(long sourceType) {
        return (int) (sourceType >>> LEFT_OUT_SHIFT) & RecordDescriptor.BELOW_LEFT_OUT;
    }

    /** Flags of the record of the slice that is open, from a frame's source and type. */
    static int recordFlags(long sourceType) {
        return RecordDescriptor.SLICE | (int) (sourceType >>> 32) & WEIGHT
                | (int) (sourceType >>> 63) << CONTINUED_SHIFT;
    }
}
