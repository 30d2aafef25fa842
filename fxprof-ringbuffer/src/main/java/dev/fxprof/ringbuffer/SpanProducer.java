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
        if (isOff(site)) {
            return NOT_RECORDED;
        }
        int frame = push(current, site, TOKEN);
        current.start[frame] = stamp();
        return frame;
    }

    @Override
    public int begin(int site, long cause, long causeNanos, int source) {
        int frame = begin(site);
        if (frame >= 0) {
            CoroutineStack s = current;
            s.source[frame] = source;
            if (cause != 0) {
                ring.offer(RecordDescriptor.LINK, s.id[frame], cause, causeNanos, s.start[frame],
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
        long now = stamp();
        for (int i = s.size - 1; i > token; i--) {
            close(s, i, now, RecordDescriptor.UNFINISHED);
        }
        close(s, token, now, 0);
        s.size = token;
    }

    @Override
    public void enterFunction(int site) {
        if (site == 0 || isOff(site)) {
            pushUnrecorded(current, site, FUNCTION);
            return;
        }
        int frame = push(current, site, FUNCTION);
        current.start[frame] = stamp();
    }

    @Override
    public void leaveFunction() {
        CoroutineStack s = current;
        int frame = s.size - 1;
        if (frame >= 0 && s.type[frame] == FUNCTION) {
            if (s.id[frame] != 0) {
                close(s, frame, stamp(), 0);
            }
            s.size = frame;
            return;
        }
        closeUnder(s, FUNCTION);
    }

    @Override
    public void beginRegion(int site) {
        CoroutineStack s = current;
        int frame;
        if (isOff(site)) {
            frame = pushUnrecorded(s, site, REGION);
        } else {
            frame = push(s, site, REGION);
            s.start[frame] = stamp();
        }
        s.opened[frame] = ++regionsOpened;
    }

    @Override
    public int openRegion() {
        int frame = innermost(current, REGION);
        return frame < 0 ? 0 : current.site[frame];
    }

    @Override
    public void endRegion() {
        closeUnder(current, REGION);
    }

    @Override
    public long regionMark() {
        return regionsOpened;
    }

    @Override
    public void unwindRegions(long mark) {
        if (mark == regionsOpened) {
            return;
        }
        CoroutineStack s = current;
        long now = stamp();
        while (s.size > 0 && s.type[s.size - 1] == REGION && s.opened[s.size - 1] > mark) {
            close(s, s.size - 1, now, RecordDescriptor.UNFINISHED);
            s.size--;
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
        s.below = current;
        current = s;
        reopen(s, 0);
    }

    @Override
    public void suspend(SpanStack stack) {
        CoroutineStack s = (CoroutineStack) stack;
        interrupt(s, 0);
        current = s.below;
        s.below = null;
    }

    @Override
    public void finish(SpanStack stack) {
        CoroutineStack s = (CoroutineStack) stack;
        if (s.size > 0) {
            long now = stamp();
            for (int i = s.size - 1; i >= 0; i--) {
                close(s, i, now, i > 0 ? RecordDescriptor.UNFINISHED : 0);
            }
            s.size = 0;
        }
        current = s.below;
        s.below = null;
    }

    @Override
    public void counter(int site, double value) {
        if (control.isOn()) {
            ring.offer(RecordDescriptor.COUNTER, Double.doubleToRawLongBits(value), 0, stamp(), 0,
                    site, 0, 0);
        }
    }

    private boolean isOff(int site) {
        return !control.isOn() || sites.isMuted(site);
    }

    private int push(CoroutineStack s, int site, byte type) {
        int frame = s.push();
        s.id[frame] = ++lastId;
        s.parent[frame] = topSpan;
        s.site[frame] = site;
        s.type[frame] = type;
        topSpan = lastId;
        depth++;
        return frame;
    }

    private int pushUnrecorded(CoroutineStack s, int site, byte type) {
        int frame = s.push();
        s.id[frame] = 0;
        s.parent[frame] = topSpan;
        s.site[frame] = site;
        s.type[frame] = type;
        return frame;
    }

    /** Writes the last slice of a frame; the caller takes the frame off its stack. */
    private void close(CoroutineStack s, int frame, long now, int flags) {
        if (s.id[frame] != 0) {
            slice(s, frame, now, flags);
        }
    }

    private void slice(CoroutineStack s, int frame, long now, int flags) {
        depth--;
        topSpan = s.parent[frame];
        int all = RecordDescriptor.SLICE | flags;
        if (s.continued[frame]) {
            all |= RecordDescriptor.CONTINUED;
        }
        ring.offer(all, s.id[frame], topSpan, s.start[frame], now, s.site[frame], depth,
                s.source[frame]);
    }

    /** Takes the frames from {@code first} up off the track, newest first; they stay open. */
    private void interrupt(CoroutineStack s, int first) {
        for (int i = s.size - 1; i >= first; i--) {
            if (s.id[i] != 0) {
                lastStamp = Math.max(distinctStamp(), s.start[i] + 2);
                s.end[i] = lastStamp;
                slice(s, i, lastStamp, 0);
            }
        }
    }

    /** Puts the frames from {@code first} up back on the track, oldest first. */
    private void reopen(CoroutineStack s, int first) {
        for (int i = first; i < s.size; i++) {
            s.parent[i] = topSpan;
            if (s.id[i] == 0) {
                continue;
            }
            if (isOff(s.site[i])) {
                s.id[i] = 0;
                continue;
            }
            long now = distinctStamp();
            long span = s.id[i];
            ring.offer(RecordDescriptor.LINK | RecordDescriptor.CONTINUED, span, span,
                    s.end[i] - 1, now, s.site[i], 0, s.source[i]);
            s.start[i] = now;
            s.continued[i] = true;
            topSpan = span;
            depth++;
        }
    }

    private static int innermost(CoroutineStack s, byte type) {
        for (int i = s.size - 1; i >= 0; i--) {
            if (s.type[i] == type) {
                return i;
            }
            if (s.type[i] == TOKEN) {
                return -1;
            }
        }
        return -1;
    }

    /**
     * Closes the innermost frame of a type although others are open above it: a function returns
     * while its region goes on, or a region ends inside a function called later. Those above go on
     * as new slices, so the track stays nested.
     */
    private void closeUnder(CoroutineStack s, byte type) {
        int frame = innermost(s, type);
        if (frame < 0) {
            return;
        }
        interrupt(s, frame + 1);
        close(s, frame, distinctStamp(), 0);
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
