package dev.fxprof.export.fxserver;

import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The server's main thread: its ticks, and in them what it runs. A tick is taken when it is over, as only
 * then it is known which exit belongs to which enter.
 */
final class ServerTrack {
    private static final int MOST_OTHERS = 16;
    /** A frame that nothing closes any more. */
    private static final int NOT_CLOSED = -2;

    private final CaptureBuilder builder;
    private final ScopeSites sites;
    private final ReadTrack track;
    private final Unit unit = new Unit();
    private final Pairing pairing = new Pairing(unit);
    private final List<Frame> frames = new ArrayList<>();
    private int depth;
    private final List<ReadTrack> others = new ArrayList<>();
    private final List<Long> othersEnd = new ArrayList<>();
    private int rows;
    private long tickStart;
    private boolean isInTick;
    private boolean isTickShown;
    private long last;
    private long exitsAlone;
    private long leftOpen;
    private long elsewhere;
    private long ticksCutOff;

    ServerTrack(CaptureBuilder builder, ScopeSites sites) throws IOException {
        this.builder = builder;
        this.sites = sites;
        track = builder.track("svMain");
    }

    ReadTrack track() {
        return track;
    }

    void beginTick(long nanos) throws IOException {
        endUnit();
        if (isInTick) {
            closeTick(last, true);
        }
        last = nanos;
        isInTick = true;
        tickStart = nanos;
    }

    void endTick(long nanos) throws IOException {
        endUnit();
        last = nanos;
        if (isInTick) {
            closeTick(nanos, false);
        } else {
            builder.repaired("ends of ticks that began before the recording", 1);
        }
    }

    void take(byte type, long nanos, ScopeName name) throws IOException {
        last = nanos;
        pairing.take(unit.add(type, nanos, name));
        if (unit.size >= Unit.MOST && pairing.depth > Unit.MOST / 2) {
            endUnit();
        } else if (unit.size >= Unit.MOST) {
            showUnit();
            unit.keep(pairing.stack, pairing.depth);
        } else if (!isInTick && pairing.depth == 0 && pairing.leftOpen() == 0) {
            endUnit();
        }
    }

    /** Takes what is still open at the end of the recording. */
    void finish() throws IOException {
        boolean isEmptyTick = isInTick && !isTickShown && isOnlyTickScope();
        if (isEmptyTick) {
            // A recording of so many ticks stops at the beginning of the last one.
            builder.repaired("empty ticks at the end of the recording", 1);
            isInTick = false;
        } else {
            endUnit();
            if (isInTick) {
                closeTick(last, true);
            }
        }
        sites.finish(track, rows);
        builder.repaired("exits without a scope", exitsAlone);
        builder.repaired("scopes without an exit", leftOpen);
        builder.repaired("scopes of other threads", elsewhere);
        builder.repaired("ticks without an end", ticksCutOff);
    }

    private boolean isOnlyTickScope() {
        for (int i = 0; i < unit.size; i++) {
            if (!unit.isEnter(i) || unit.name[i].type != ScopeName.Type.TICK_SCOPE) {
                return false;
            }
        }
        return true;
    }

    private void closeTick(long nanos, boolean isCutOff) throws IOException {
        showTick();
        int row = track.end(nanos);
        if (isCutOff) {
            mark(row, ReadTrack.UNFINISHED);
            ticksCutOff++;
        }
        isInTick = false;
        isTickShown = false;
    }

    private void showTick() throws IOException {
        if (isInTick && !isTickShown) {
            row(track.begin(sites.tick(), tickStart));
            isTickShown = true;
        }
    }

    private void endUnit() throws IOException {
        pairing.settleAll();
        showUnit();
        while (depth > 0) {
            leave(last, true);
        }
        unit.keep(pairing.stack, 0);
    }

    /** Makes slices of what has been paired. */
    private void showUnit() throws IOException {
        if (unit.size > 0) {
            showTick();
        }
        for (int i = 0; i < unit.size; i++) {
            if (unit.isEnter(i)) {
                enter(i);
            } else {
                exit(i);
            }
        }
        leftOpen += pairing.leftOpen();
        pairing.restart();
        renumber();
    }

    /** Frames stand in the order in which they were entered, and so do the enters that stay open. */
    private void renumber() {
        int place = 0;
        for (int i = 0; i < depth; i++) {
            Frame frame = frames.get(i);
            while (place < pairing.depth && pairing.stack[place] < frame.enter) {
                place++;
            }
            boolean isOpen = place < pairing.depth && pairing.stack[place] == frame.enter;
            frame.enter = isOpen ? place : NOT_CLOSED;
        }
    }

    private void enter(int i) throws IOException {
        ScopeName name = unit.name[i];
        if (unit.isShown(i) || name.type == ScopeName.Type.TICK_SCOPE) {
            return;
        }
        if (unit.isElsewhere(i)) {
            showElsewhere(i);
            return;
        }
        Frame around = depth == 0 ? null : frames.get(depth - 1);
        if (depth == frames.size()) {
            frames.add(new Frame());
        }
        Frame frame = frames.get(depth);
        frame.name = name;
        frame.enter = i;
        int site = sites.enter(frame, around);
        frame.row = row(track.begin(site, unit.nanos[i]));
        depth++;
    }

    private int row(int row) {
        rows = Math.max(rows, row + 1);
        return row;
    }

    private void exit(int i) {
        int enter = unit.match[i];
        if (enter == Unit.NONE) {
            exitsAlone++;
            return;
        }
        if (!unit.isElsewhere(enter) && isOpen(enter)) {
            while (frames.get(depth - 1).enter != enter) {
                leave(unit.nanos[i], true);
            }
            leave(unit.nanos[i], false);
        }
    }

    /** Whether a slice is open; that of an enter further in comes later. */
    private boolean isOpen(int enter) {
        int at = depth - 1;
        while (at >= 0 && (frames.get(at).enter > enter || frames.get(at).enter < 0)) {
            at--;
        }
        return at >= 0 && frames.get(at).enter == enter;
    }

    private void leave(long nanos, boolean unfinished) {
        Frame frame = frames.get(--depth);
        int row = track.end(nanos);
        if (unfinished) {
            mark(row, ReadTrack.UNFINISHED);
        }
        int site = sites.leave(frame);
        if (site != 0 && row != ReadTrack.NONE) {
            track.site(row, site);
        }
    }

    private void mark(int row, int marks) {
        if (row != ReadTrack.NONE) {
            track.mark(row, marks);
        }
    }

    /** A scope of another thread, of which only its two ends are known. */
    private void showElsewhere(int i) throws IOException {
        elsewhere++;
        Frame frame = new Frame();
        frame.name = unit.name[i];
        int site = sites.enter(frame, null);
        long end = Math.max(unit.nanos[i], unit.nanos[unit.match[i]]);
        int free = 0;
        while (free < others.size() && othersEnd.get(free) > unit.nanos[i]) {
            free++;
        }
        if (free == MOST_OTHERS) {
            free--;
        } else if (free == others.size()) {
            others.add(builder.track("other threads " + (free + 1)));
            othersEnd.add(0L);
        }
        others.get(free).add(site, unit.nanos[i], end);
        othersEnd.set(free, end);
    }
}
