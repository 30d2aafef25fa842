package dev.fxprof.lua.lua54;

import dev.fxprof.api.SpanRecorder;
import java.util.HashMap;
import java.util.Map;

/** Switches spans, calls and hooks with the coroutines of one VM. */
final class Tracks {
    private final SpanRecorder recorder;
    private final CallHook calls;
    private final Interrupts interrupts;
    /** Of the coroutines that scripts made. */
    private final Map<Integer, Track> tracks = new HashMap<>();
    private int next;

    Tracks(SpanRecorder recorder, CallHook calls, Interrupts interrupts) {
        this.recorder = recorder;
        this.calls = calls;
        this.interrupts = interrupts;
    }

    /** For a coroutine that has not run. */
    Track newTrack(long state) {
        return new Track(state, interrupts.stops());
    }

    int add(long state) {
        tracks.put(next, newTrack(state));
        return next++;
    }

    void release(int id) {
        tracks.remove(id);
    }

    void enter(int id, long resumer) {
        enter(tracks.get(id), resumer);
    }

    /** Returns whether the coroutine had not run before. */
    boolean enter(Track track, long resumer) {
        boolean isFirst = track.spans == null;
        if (isFirst) {
            track.spans = recorder.newStack();
        }
        recorder.resume(track.spans);
        track.resumer = resumer;
        track.resumersFrames = calls.switchTo(track.frames);
        if (track.stops != interrupts.stops()) {
            interrupts.hook(track.state);
            track.stops = interrupts.stops();
        }
        interrupts.run(track.state);
        return isFirst;
    }

    void leave(int id) {
        Track track = tracks.get(id);
        leave(track, Stack.status(track.state) != Api.YIELD);
    }

    void leave(Track track, boolean isDead) {
        if (isDead) {
            calls.closeAll();
            recorder.finish(track.spans);
            track.spans = null;
        } else {
            recorder.suspend(track.spans);
        }
        calls.switchTo(track.resumersFrames);
        interrupts.run(track.resumer);
    }
}
