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
    private final Clock clock;
    private final SiteRegistry sites;
    private final RecordingSwitch control;

    private CoroutineStack current = new CoroutineStack();
    private long topSpan;
    private int depth;
    private long lastId;
    private long lastStamp = Long.MIN_VALUE;
    private long regionsOpened;

    SpanProducer(int number, SpanRing ring, Clock clock, SiteRegistry sites,
            RecordingSwitch control) {
        this.ring = ring;
        this.clock = clock;
        this.sites = sites;
        this.control = control;
        this.lastId = (long) number << RecordDescriptor.SPAN_COUNTER_BITS;
    }

    @Override
    public boolean isRecording() {
        return control.isOn();
    }

    @Override
    public int begin(int site) {
        return isOff(site) ? pushUnrecorded(current, site, TOKEN) : push(current, site, TOKEN);
    }

    @Override
    public int begin(int site, long cause, long causeNanos, int source) {
        int frame = begin(site);
        CoroutineStack s = current;
        if (s.id(frame) != 0) {
            s.source(frame, source);
            if (cause != 0) {
                ring.offer(RecordDescriptor.LINK, s.id(frame), cause, causeNanos, s.start(frame),
                        site, 0, source);
            }
        }
        return frame;
    }

    @Override
    public void end(int token) {
        CoroutineStack s = current;
        if (token < 0 || token >= s.size) {
            return;
        }
        cut(s, token + 1);
        closeTop(s, 0);
    }

    @Override
    public void enterFunction(int site) {
        if (isOff(site)) {
            pushUnrecorded(current, site, FUNCTION);
        } else {
            push(current, site, FUNCTION);
        }
    }

    @Override
    public void leaveFunction() {
        CoroutineStack s = current;
        int frame = s.size - 1;
        if (frame >= 0 && s.type(frame) == FUNCTION) {
            closeTop(s, 0);
            return;
        }
        int firstToken = s.size;
        while (frame >= 0 && s.type(frame) != FUNCTION) {
            if (s.type(frame) == TOKEN) {
                firstToken = frame;
            }
            frame--;
        }
        if (frame >= 0) {
            cut(s, firstToken);
            closeUnder(s, frame, 0);
        }
    }

    @Override
    public void beginRegion(int site) {
        CoroutineStack s = current;
        int frame = isOff(site) ? pushUnrecorded(s, site, REGION) : push(s, site, REGION);
        s.opened(frame, ++regionsOpened);
    }

    @Override
    public int openRegion() {
        int frame = innermostRegion(current);
        return frame < 0 ? 0 : current.site(frame);
    }

    @Override
    public void endRegion() {
        int frame = innermostRegion(current);
        if (frame >= 0) {
            closeUnder(current, frame, 0);
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
        CoroutineStack s = current;
        for (int i = s.size - 1; i >= 0; i--) {
            if (s.type(i) == REGION) {
                if (s.opened(i) <= mark) {
                    return;
                }
                closeUnder(s, i, RecordDescriptor.UNFINISHED);
            }
        }
    }

    @Override
    public long currentSpan() {
        return topSpan;
    }

    @Override
    public long nanos() {
        return stamp();
    }

    @Override
    public SpanStack newStack() {
        return new CoroutineStack();
    }

    @Override
    public void resume(SpanStack stack) {
        CoroutineStack s = (CoroutineStack) stack;
        if (s.below == null) {
            s.below = current;
            current = s;
            reopen(s, 0);
        }
    }

    @Override
    public void suspend(SpanStack stack) {
        if (bringToTop((CoroutineStack) stack)) {
            suspendTop();
        }
    }

    private void suspendTop() {
        CoroutineStack s = current;
        interrupt(s, 0);
        current = s.below;
        s.below = null;
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
        cut(s, 1);
        if (s.size > 0) {
            closeTop(s, s.type(0) == TOKEN ? 0 : RecordDescriptor.UNFINISHED);
        }
        current = s.below;
        s.below = null;
    }

    @Override
    public void counter(int site, double value) {
        if (!isOff(site)) {
            ring.offer(RecordDescriptor.COUNTER, Double.doubleToRawLongBits(value), 0, stamp(), 0,
                    site, 0, 0);
        }
    }

    /** Closes every span that is still open; nothing is offered any more once recording is off. */
    void closeAll() {
        cut(current, 0);
        while (current.below != null) {
            CoroutineStack s = current;
            current = s.below;
            s.below = null;
            cut(current, 0);
        }
    }

    private boolean isOff(int site) {
        return site <= 0 || !control.isOn() || sites.isMuted(site);
    }

    /** The clock comes first: a thread that runs out of stack in it leaves no half frame. */
    private int push(CoroutineStack s, int site, int type) {
        long now = stamp();
        int frame = s.push(lastId + 1, topSpan, now, site, depth, type);
        topSpan = ++lastId;
        depth++;
        return frame;
    }

    private int pushUnrecorded(CoroutineStack s, int site, int type) {
        return s.push(0, topSpan, 0, site, depth, type);
    }

    /** Closes the frames from the top down to one. */
    private void cut(CoroutineStack s, int first) {
        while (s.size > first) {
            closeTop(s, RecordDescriptor.UNFINISHED);
        }
    }

    private void closeTop(CoroutineStack s, int flags) {
        int frame = s.size - 1;
        if (s.id(frame) != 0) {
            slice(s, frame, stamp(), flags);
        }
        s.size = frame;
    }

    private void slice(CoroutineStack s, int frame, long now, int flags) {
        int all = RecordDescriptor.SLICE | flags;
        if (s.isContinued(frame)) {
            all |= RecordDescriptor.CONTINUED;
        }
        ring.offer(all, s.id(frame), s.parent(frame), s.start(frame), now, s.site(frame),
                s.level(frame), s.source(frame));
        depth = s.level(frame);
        topSpan = s.parent(frame);
    }

    /** Takes the frames from {@code first} up off the track, newest first; they stay open. */
    private void interrupt(CoroutineStack s, int first) {
        for (int i = s.size - 1; i >= first; i--) {
            if (s.id(i) != 0) {
                long now = distinctStamp();
                s.end(i, now);
                slice(s, i, now, 0);
            }
        }
    }

    /** Puts the frames from {@code first} up back on the track, oldest first. */
    private void reopen(CoroutineStack s, int first) {
        for (int i = first; i < s.size; i++) {
            long span = s.id(i);
            if (span != 0 && isOff(s.site(i))) {
                s.forget(i);
                span = 0;
            }
            if (span == 0) {
                s.parent(i, topSpan);
                continue;
            }
            long now = distinctStamp();
            ring.offer(RecordDescriptor.LINK | RecordDescriptor.CONTINUED, span, span,
                    s.end(i) - 1, now, s.site(i), 0, s.source(i));
            s.reopen(i, topSpan, now, depth);
            topSpan = span;
            depth++;
        }
    }

    private static int innermostRegion(CoroutineStack s) {
        for (int i = s.size - 1; i >= 0 && s.type(i) != TOKEN; i--) {
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
    private void closeUnder(CoroutineStack s, int frame, int flags) {
        interrupt(s, frame + 1);
        if (s.id(frame) != 0) {
            slice(s, frame, distinctStamp(), flags);
        }
        s.remove(frame);
        reopen(s, frame);
    }

    private long stamp() {
        lastStamp = Math.max(clock.nanos(), lastStamp + 1);
        return lastStamp;
    }

    private long distinctStamp() {
        lastStamp = Math.max(clock.nanos(), lastStamp + 2);
        return lastStamp;
    }
}
