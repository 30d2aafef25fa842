package dev.fxprof.lua.lua54;

import dev.fxprof.api.SpanRecorder;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/** Switches spans, calls and hooks with the coroutines of one VM. */
final class Tracks {
    private final SpanRecorder recorder;
    private final CallHook calls;
    private final Interrupts interrupts;
    /** Of the coroutines that scripts made. */
    private final Map<Integer, Track> tracks = new HashMap<>();
    /** The host's, by state; once one is collected, its state may be another coroutine's. */
    private final Map<Long, WeakReference<Lua54Coroutine>> ofHost = new HashMap<>();
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

    /** Makes known that the host has made a coroutine; a script may resume it by hand. */
    void add(Lua54Coroutine coroutine, long state) {
        ofHost.put(state, new WeakReference<>(coroutine));
    }

    void remove(long state) {
        ofHost.remove(state);
    }

    int add(long state) {
        WeakReference<Lua54Coroutine> known = ofHost.get(state);
        Lua54Coroutine coroutine = known == null ? null : known.get();
        tracks.put(next, coroutine == null ? newTrack(state) : coroutine.track());
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
