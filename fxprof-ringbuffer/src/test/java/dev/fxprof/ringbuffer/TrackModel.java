package dev.fxprof.ringbuffer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

final class TrackModel {
    enum Kind {
        TOKEN, FUNCTION, REGION
    }

    record Cause(Activation by, long span, long nanos) {}

    record Event(Activation of, boolean begins, boolean first, boolean unfinished) {}

    static final class Activation {
        final Kind kind;
        final int site;
        final boolean recorded;
        int source;
        Cause cause;
        int token;
        long order;
        private boolean begun;

        Activation(Kind kind, int site, boolean recorded) {
            this.kind = kind;
            this.site = site;
            this.recorded = recorded;
        }
    }

    static final class Routine {
        final List<Activation> open = new ArrayList<>();
    }

    final List<Event> events = new ArrayList<>();
    private final Deque<Routine> track = new ArrayDeque<>();
    private long regions;

    TrackModel() {
        track.push(new Routine());
    }

    Routine running() {
        return track.element();
    }

    Activation innermostRecorded() {
        for (Routine routine : track) {
            for (Activation a : routine.open.reversed()) {
                if (a.recorded) {
                    return a;
                }
            }
        }
        return null;
    }

    Activation innermostRegion() {
        for (Activation a : running().open.reversed()) {
            if (a.kind == Kind.TOKEN) {
                return null;
            }
            if (a.kind == Kind.REGION) {
                return a;
            }
        }
        return null;
    }

    void begin(Activation a) {
        if (a.kind == Kind.REGION) {
            a.order = ++regions;
        }
        running().open.add(a);
        on(a);
    }

    void cut(Activation a) {
        while (running().open.getLast() != a) {
            off(running().open.removeLast(), true);
        }
        off(running().open.removeLast(), false);
    }

    void take(Activation a) {
        List<Activation> open = running().open;
        List<Activation> above = List.copyOf(open.subList(open.indexOf(a) + 1, open.size()));
        above.reversed().forEach(x -> off(x, false));
        off(a, false);
        open.remove(a);
        above.forEach(this::on);
    }

    long mark() {
        return regions;
    }

    void unwind(long mark) {
        List<Activation> open = running().open;
        while (!open.isEmpty() && open.getLast().kind == Kind.REGION
                && open.getLast().order > mark) {
            off(open.removeLast(), true);
        }
    }

    void resume(Routine routine) {
        track.push(routine);
        routine.open.forEach(this::on);
    }

    Routine suspend() {
        Routine routine = track.pop();
        routine.open.reversed().forEach(x -> off(x, false));
        return routine;
    }

    void finish() {
        List<Activation> open = track.pop().open;
        while (!open.isEmpty()) {
            Activation a = open.removeLast();
            off(a, !open.isEmpty() || a.kind != Kind.TOKEN);
        }
    }

    private void on(Activation a) {
        if (a.recorded) {
            events.add(new Event(a, true, !a.begun, false));
            a.begun = true;
        }
    }

    private void off(Activation a, boolean unfinished) {
        if (a.recorded) {
            events.add(new Event(a, false, false, unfinished));
        }
    }
}
