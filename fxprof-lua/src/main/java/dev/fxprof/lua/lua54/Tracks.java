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
    /** The innermost coroutine on record, or null. */
    private Track current;
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

    boolean isOfHost(long state) {
        WeakReference<Lua54Coroutine> known = ofHost.get(state);
        return known != null && known.get() != null;
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
        Track track = tracks.get(id);
        if (track != null) {
            enter(track, resumer);
        }
    }

    /** Returns whether the coroutine had not run before. */
    boolean enter(Track track, long resumer) {
        boolean isFirst = track.spans == null;
        if (isFirst) {
            track.spans = recorder.newStack();
        }
        recorder.resume(track.spans);
        track.outer = current;
        current = track;
        switchTo(track, resumer);
        if (track.stops != interrupts.stops()) {
            interrupts.hook(track.state);
            track.stops = interrupts.stops();
        }
        interrupts.run(track.state);
        return isFirst;
    }

    private void switchTo(Track track, long resumer) {
        track.resumer = resumer;
        track.resumersFrames = calls.switchTo(track.frames);
    }

    void leave(int id) {
        Track track = tracks.get(id);
        if (track != null && track == current) {
            leave(track, Stack.status(track.state) != Api.YIELD);
        }
    }

    void leave(Track track, boolean isDead) {
        if (isDead) {
            calls.closeAll();
            recorder.finish(track.spans);
            track.spans = null;
        } else {
            recorder.suspend(track.spans);
        }
        current = track.outer;
        track.outer = null;
        calls.switchTo(track.resumersFrames);
        interrupts.run(track.resumer);
    }

    /** Leaves the coroutines that a state's error, between entering and resuming one, left on record. */
    void backTo(long state) {
        Track track = current;
        while (track != null && track.resumer != state) {
            track = track.outer;
        }
        Track below = track == null ? null : track.outer;
        while (track != null && current != below) {
            leave(current, Stack.status(current.state) != Api.YIELD);
        }
    }

    /** Before the variables of a dead coroutine are closed: its own calls, on the spans of whoever closes. */
    void closing(int id, long closer) {
        Track track = tracks.get(id);
        if (track != null) {
            switchTo(track, closer);
            Layout.allowHooks(track.state);
            interrupts.run(track.state);
        }
    }

    void shut(int id) {
        Track track = tracks.get(id);
        if (track != null) {
            calls.closeAll();
            calls.switchTo(track.resumersFrames);
            interrupts.run(track.resumer);
        }
    }
}
