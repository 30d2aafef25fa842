package dev.fxprof.lua;

import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanStack;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

final class StrictRecorder implements SpanRecorder {
    private enum Kind {
        ENTRY, FUNCTION, REGION
    }

    private record Frame(Kind kind, int site) {}

    private static final class Stack implements SpanStack {
        private final List<Frame> frames = new ArrayList<>();
        private boolean onTrack;
        private boolean finished;

        @Override
        public int depth() {
            return frames.size();
        }
    }

    final List<String> log = new ArrayList<>();
    private final TestSites sites;
    private final Deque<Stack> track = new ArrayDeque<>();
    int stacks;
    int finished;
    int deepest;
    boolean logging = true;
    /** The stack may overflow within a switch, which then leaves a coroutine on the track. */
    boolean overflows;

    StrictRecorder(TestSites sites) {
        this.sites = sites;
        track.push(new Stack());
    }

    int resumed() {
        return track.size() - 1;
    }

    int depth() {
        return track.element().depth();
    }

    private void note(String event) {
        if (logging) {
            log.add(event);
        }
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }

    private int push(Kind kind, int site) {
        List<Frame> frames = track.element().frames;
        frames.add(new Frame(kind, site));
        deepest = Math.max(deepest, frames.size());
        return frames.size() - 1;
    }

    @Override
    public boolean isRecording() {
        return true;
    }

    @Override
    public int begin(int site) {
        return begin(site, 0, 0, NO_SOURCE);
    }

    @Override
    public int begin(int site, long cause, long causeTicks, int source) {
        note("begin " + site + " " + cause + " " + causeTicks + " " + source);
        return push(Kind.ENTRY, site);
    }

    @Override
    public void end(int token) {
        List<Frame> frames = track.element().frames;
        check(token < frames.size(), "ended twice");
        frames.subList(token, frames.size()).clear();
    }

    @Override
    public void enterFunction(int site) {
        note("+" + sites.name(site));
        push(Kind.FUNCTION, site);
    }

    @Override
    public void leaveFunction() {
        List<Frame> frames = track.element().frames;
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (frames.get(i).kind() == Kind.FUNCTION) {
                note("-" + sites.name(frames.remove(i).site()));
                return;
            }
        }
        throw new AssertionError("left a function that was not entered");
    }

    @Override
    public void beginRegion(int site) {
        note("region " + site);
        push(Kind.REGION, site);
    }

    @Override
    public int openRegion() {
        return 0;
    }

    @Override
    public void endRegion() {
        unwindRegions(regions() - 1L);
    }

    private long regions() {
        return track.element().frames.stream().filter(f -> f.kind() == Kind.REGION).count();
    }

    @Override
    public long regionMark() {
        return regions();
    }

    @Override
    public void unwindRegions(long mark) {
        List<Frame> frames = track.element().frames;
        long open = regions();
        for (int i = frames.size() - 1; i >= 0 && open > mark; i--) {
            if (frames.get(i).kind() == Kind.REGION) {
                note("region end " + frames.remove(i).site());
                open--;
            }
        }
    }

    @Override
    public long currentSpan() {
        return 0;
    }

    @Override
    public long ticks() {
        return 0;
    }

    @Override
    public long lastTicks() {
        return 0;
    }

    @Override
    public SpanStack newStack() {
        stacks++;
        return new Stack();
    }

    @Override
    public void resume(SpanStack stack) {
        Stack resumed = (Stack) stack;
        check(!resumed.onTrack && !resumed.finished, "resumed twice or after its end");
        resumed.onTrack = true;
        note("resume");
        track.push(resumed);
    }

    @Override
    public void suspend(SpanStack stack) {
        leaveTrack(stack);
        note("suspend");
    }

    @Override
    public void finish(SpanStack stack) {
        Stack ended = leaveTrack(stack);
        check(ended.frames.stream().noneMatch(f -> f.kind() == Kind.FUNCTION)
                || log.contains("closing"), "a function is still open at the end");
        ended.finished = true;
        finished++;
        note("finish");
    }

    private Stack leaveTrack(SpanStack stack) {
        while (overflows && track.element() != stack && track.contains(stack)) {
            track.pop().onTrack = false;
        }
        check(track.element() == stack, "not the stack that was resumed last");
        Stack top = track.pop();
        top.onTrack = false;
        return top;
    }

    @Override
    public void counter(int site, double value) {
    }
}
