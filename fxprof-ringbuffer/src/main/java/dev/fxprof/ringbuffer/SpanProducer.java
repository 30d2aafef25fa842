package dev.fxprof.ringbuffer;

import static dev.fxprof.ringbuffer.CoroutineStack.FUNCTION;
import static dev.fxprof.ringbuffer.CoroutineStack.REGION;
import static dev.fxprof.ringbuffer.CoroutineStack.TOKEN;

import dev.fxprof.api.Clock;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanStack;

/**
 * Records the spans of one thread into its ring.
 *
 * <p>Assumptions, guarantees and progress: those of {@link SpanRecorder}.
 *
 * <p>A record is written when a slice ends, so a span that is never suspended costs one ring write
 * and two clock readings. No two time stamps of a track are equal: viewers sort by time alone, and
 * equal stamps make them lose the nesting. Where several slices begin or end at one moment (a
 * coroutine with open spans yields) they stand two nanoseconds apart, so that a link has a moment
 * that lies in exactly one of them.
 */
final class SpanProducer implements SpanRecorder {
    private final SpanRing ring;
    private final LiveStack live;
    private final Clock clock;
    private final SiteGates gates;
    private final long step;
    private final long spanBase;
    private final CallBlocks blocks;

    private CoroutineStack current = new CoroutineStack();
    private int base;
    private long lastStamp = Long.MIN_VALUE / 2;
    private long regionsOpened;

    SpanProducer(int number, SpanRing ring, LiveStack live, Clock clock, SiteGates gates) {
        this.ring = ring;
        this.live = live;
        this.clock = clock;
        this.step = clock.step();
        this.gates = gates;
        this.blocks = new CallBlocks(gates.sites());
        this.spanBase = (long) number << RecordDescriptor.SPAN_COUNTER_BITS;
        current.runs(live);
    }

    @Override
    public boolean isRecording() {
        return gates.isOn();
    }

    @Override
    public int begin(int site) {
        return push(site, TOKEN) - base;
    }

    @Override
    public int begin(int site, long cause, long causeTicks, int source) {
        int frame = push(site, TOKEN);
        LiveStack s = live;
        if (s.span(frame) != 0) {
            s.source(frame, source);
            if (cause != 0) {
                ring.offer(RecordDescriptor.LINK, s.span(frame), cause, causeTicks, s.start(frame),
                        site, 0, source, 0);
            }
        }
        return frame - base;
    }

    @Override
    public void end(int token) {
        int frame = base + token;
        int size = live.size();
        if (token < 0 || frame >= size) {
            return;
        }
        if (frame + 1 < size) {
            cut(frame + 1);
        }
        close(frame, 0);
    }

    @Override
    public void enterFunction(int site) {
        push(site, FUNCTION);
    }

    @Override
    public void leaveFunction() {
        LiveStack s = live;
        int frame = s.size() - 1;
        if (frame >= base && s.type(frame) == FUNCTION) {
            close(frame, 0);
            return;
        }
        leaveUnder(s, frame);
    }

    /** A function returns while regions, or spans that an error jumped over, are open above it. */
    private void leaveUnder(LiveStack s, int top) {
        int firstToken = s.size();
        int frame = top;
        while (frame >= base && s.type(frame) != FUNCTION) {
            if (s.type(frame) == TOKEN) {
                firstToken = frame;
            }
            frame--;
        }
        if (frame >= base) {
            cut(firstToken);
            closeUnder(frame, 0);
        }
    }

    @Override
    public void beginRegion(int site) {
        live.opened(push(site, REGION), ++regionsOpened);
    }

    @Override
    public int openRegion() {
        int frame = innermostRegion();
        return frame < 0 ? 0 : live.site(frame);
    }

    @Override
    public void endRegion() {
        int frame = innermostRegion();
        if (frame >= 0) {
            closeUnder(frame, 0);
        }
    }

    @Override
    public long regionMark() {
        return regionsOpened;
    }

    @Override
    public void unwindRegions(long mark) {
        if (mark >= regionsOpened) {
            return;
        }
        LiveStack s = live;
        for (int i = s.size() - 1; i >= base; i--) {
            if (s.type(i) == REGION) {
                if (s.opened(i) <= mark) {
                    return;
                }
                closeUnder(i, RecordDescriptor.UNFINISHED);
            }
        }
    }

    @Override
    public long currentSpan() {
        return live.spanAround(live.size());
    }

    @Override
    public long ticks() {
        lastStamp = Math.max(clock.ticks(), lastStamp + step);
        return lastStamp;
    }

    @Override
    public long lastTicks() {
        return lastStamp;
    }

    @Override
    public SpanStack newStack() {
        return new CoroutineStack();
    }

    @Override
    public void resume(SpanStack stack) {
        CoroutineStack s = (CoroutineStack) stack;
        if (s.below == null) {
            current.waits();
            s.below = current;
            s.enter(live);
            current = s;
            base = s.base;
            reopen(base);
        }
    }

    @Override
    public void suspend(SpanStack stack) {
        if (bringToTop((CoroutineStack) stack)) {
            suspendTop();
        }
    }

    private void suspendTop() {
        interrupt(base);
        current.leave();
        dropTop();
    }

    private void dropTop() {
        CoroutineStack s = current;
        current = s.below;
        s.below = null;
        current.runs(live);
        base = current.base;
    }

    /** Suspends what is resumed above a stack; false if the stack is not on the track. */
    private boolean bringToTop(CoroutineStack s) {
        if (s.below == null) {
            return false;
        }
        while (current != s) {
            suspendTop();
        }
        return true;
    }

    @Override
    public void finish(SpanStack stack) {
        CoroutineStack s = (CoroutineStack) stack;
        if (!bringToTop(s)) {
            return;
        }
        cut(base + 1);
        if (live.size() > base) {
            closeTop(live.type(base) == TOKEN ? 0 : RecordDescriptor.UNFINISHED);
        }
        s.end();
        dropTop();
    }

    @Override
    public void counter(int site, double value) {
        if (gates.gate(site) >= 0) {
            long now = ticks();
            ring.offer(RecordDescriptor.COUNTER, Double.doubleToRawLongBits(value), 0, now, now,
                    site, 0, 0, 0);
        }
    }

    /** Records waiting for the drain; exact on this thread. */
    long waiting() {
        return ring.waiting();
    }

    /** Closes every span that is still open; nothing is offered any more once recording is off. */
    void closeAll() {
        while (current.below != null) {
            cut(base);
            current.end();
            dropTop();
        }
        cut(0);
    }

    /** The clock comes first: a thread that runs out of stack in it leaves no half frame. */
    private int push(int site, int type) {
        int gate = gates.gate(site);
        if (gate != SiteGates.OPEN) {
            return pushGated(site, type, gate);
        }
        return live.push(spanBase, ticks(), site, type);
    }

    /**
     * A call recorded once in a while runs code that has left the processor's caches, and its time
     * counts for many: what opening costs must lie before the first stamp, not after it.
     */
    private int pushGated(int site, int type, int gate) {
        int leftOut = leftOut(site, gate);
        if (leftOut >= 0) {
            return live.push(0, 0, site, type | leftOut);
        }
        int frame = live.push(spanBase, lastStamp, site,
                type | Integer.bitCount(gate) << RecordDescriptor.WEIGHT_SHIFT);
        live.start(frame, ticks());
        return frame;
    }

    /**
     * Bits of a frame's type if a call of a site that is closed, or open for one call in several, is
     * not recorded, or -1 if it is.
     */
    private int leftOut(int site, int gate) {
        LiveStack s = live;
        int below = s.size() - 1;
        if (gate < 0) {
            return below >= 0 && s.belowLeftOut(below) != 0 ? LiveStack.LEFT_OUT : 0;
        }
        boolean chosen = below >= 0 && isSameBlock(s, below, site)
                ? blocks.isChosenByChance(gate)
                : blocks.isChosen(site, gate);
        return chosen ? -1 : LiveStack.LEFT_OUT;
    }

    /**
     * Whether the call directly around is one of the same site, perhaps beyond some that are not
     * counted: its time is estimated less that of this one, so the two must be chosen independently.
     */
    private static boolean isSameBlock(LiveStack s, int below, int site) {
        return s.site(below) == site || s.span(below) == 0 && s.belowLeftOut(below) == 0;
    }

    /** Closes the frames from the top down to one. */
    private void cut(int first) {
        while (live.size() > first) {
            closeTop(RecordDescriptor.UNFINISHED);
        }
    }

    private void closeTop(int flags) {
        close(live.size() - 1, flags);
    }

    /** Closes the topmost frame. */
    private void close(int frame, int flags) {
        if (live.span(frame) != 0) {
            slice(frame, ticks(), flags);
        }
        live.pop();
    }

    private void slice(int frame, long now, int flags) {
        LiveStack s = live;
        long siteLevel = s.get(frame, FrameDescriptor.SITE);
        long sourceType = s.get(frame, FrameDescriptor.SOURCE);
        int all = flags | LiveStack.recordFlags(sourceType);
        int caller = 0;
        if (frame > 0) {
            all |= s.belowLeftOut(frame - 1);
            caller = s.site(frame - 1);
        }
        ring.offer(all, s.span(frame), s.parent(frame), s.start(frame), now, (int) siteLevel,
                (int) (siteLevel >> 32), (int) sourceType, caller);
    }

    /** Takes the frames from {@code first} up off the track, newest first; they stay open. */
    private void interrupt(int first) {
        LiveStack s = live;
        for (int i = s.size() - 1; i >= first; i--) {
            if (s.span(i) != 0) {
                long now = distinctStamp();
                s.end(i, now);
                slice(i, now, 0);
            }
        }
    }

    /** Puts the frames from {@code first} up back on the track, oldest first. */
    private void reopen(int first) {
        LiveStack s = live;
        for (int i = first; i < s.size(); i++) {
            long span = s.span(i);
            if (span == 0 || gates.gate(s.site(i)) < 0) {
                s.replace(i);
                continue;
            }
            long now = distinctStamp();
            ring.offer(RecordDescriptor.LINK | RecordDescriptor.CONTINUED, span, span,
                    s.end(i) - step, now, s.site(i), 0, s.source(i), 0);
            s.reopen(i, now);
        }
    }

    private int innermostRegion() {
        LiveStack s = live;
        for (int i = s.size() - 1; i >= base && s.type(i) != TOKEN; i--) {
            if (s.type(i) == REGION) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Closes a frame although others are open above it: a function returns
     * while its region goes on, or a region ends inside a function called later. Those above go on
     * as new slices, so the track stays nested.
     */
    private void closeUnder(int frame, int flags) {
        interrupt(frame + 1);
        if (live.span(frame) != 0) {
            slice(frame, distinctStamp(), flags);
        }
        live.remove(frame);
        reopen(frame);
    }

    private long distinctStamp() {
        lastStamp = Math.max(clock.ticks(), lastStamp + 2 * step);
        return lastStamp;
    }
}
