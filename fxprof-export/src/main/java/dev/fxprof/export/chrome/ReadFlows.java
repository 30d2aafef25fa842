package dev.fxprof.export.chrome;

import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.Moment;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.util.Arrays;

/**
 * Ties the points of flows, each to the one before. The points of one flow mostly come in order; where
 * threads were written one after the other, an end can come before its start and waits for it.
 */
final class ReadFlows {
    /** Flows that are remembered at once, and ends that wait. */
    private static final int MOST = 1 << 19;

    private final CaptureBuilder builder;
    private final Points known = new Points();
    private final Waiting waiting = new Waiting();
    private long lost;

    /** Which slice a point is bound to. */
    enum Bind {
        /** The one around it. */
        ENCLOSING,
        /** The one around it, which goes on with the span that the flow comes from. */
        CONTINUES,
        /** The first that begins at it or later. */
        NEXT
    }

    /** The last point of each flow, by a hash of what identifies it. */
    private static final class Points {
        private static final int FEWEST = 1 << 8;

        long[] keys = new long[FEWEST];
        long[] nanos = new long[FEWEST];
        long[] spans = new long[FEWEST];
        ReadTrack[] tracks = new ReadTrack[FEWEST];
        private boolean[] ended = new boolean[FEWEST];
        private int size;
        private int over;

        int slot(long key) {
            int mask = keys.length - 1;
            int slot = (int) (key ^ key >>> Integer.SIZE) & mask;
            while (keys[slot] != 0 && keys[slot] != key) {
                slot = slot + 1 & mask;
            }
            return slot;
        }

        void put(int slot, long key, ReadTrack track, long at, long span) {
            size += keys[slot] == 0 ? 1 : 0;
            over -= ended[slot] ? 1 : 0;
            ended[slot] = false;
            keys[slot] = key;
            nanos[slot] = at;
            spans[slot] = span;
            tracks[slot] = track;
        }

        void end(int slot) {
            over += ended[slot] ? 0 : 1;
            ended[slot] = true;
        }

        boolean isFull() {
            return size >= MOST;
        }

        /** Makes room; where there are very many flows, by forgetting those that have ended. */
        void makeRoom() {
            if (2 * size >= keys.length && (!isFull() || 2 * over > size)) {
                move(isFull() ? keys.length : 2 * keys.length, isFull());
            }
        }

        private void move(int length, boolean forgets) {
            Points before = new Points();
            before.keys = keys;
            before.nanos = nanos;
            before.spans = spans;
            before.tracks = tracks;
            before.ended = ended;
            keys = new long[length];
            nanos = new long[length];
            spans = new long[length];
            tracks = new ReadTrack[length];
            ended = new boolean[length];
            size = 0;
            over = 0;
            for (int i = 0; i < before.keys.length; i++) {
                if (before.keys[i] != 0 && !(forgets && before.ended[i])) {
                    int slot = slot(before.keys[i]);
                    put(slot, before.keys[i], before.tracks[i], before.nanos[i], before.spans[i]);
                    if (before.ended[i]) {
                        end(slot);
                    }
                }
            }
        }
    }

    /** Ends whose start has not come yet. */
    private static final class Waiting {
        long[] keys = new long[64];
        long[] nanos = new long[64];
        ReadTrack[] tracks = new ReadTrack[64];
        Bind[] binds = new Bind[64];
        int size;

        void add(long key, ReadTrack track, long at, Bind bind) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, 2 * size);
                nanos = Arrays.copyOf(nanos, 2 * size);
                tracks = Arrays.copyOf(tracks, 2 * size);
                binds = Arrays.copyOf(binds, 2 * size);
            }
            binds[size] = bind;
            keys[size] = key;
            nanos[size] = at;
            tracks[size++] = track;
        }
    }

    ReadFlows(CaptureBuilder builder) {
        this.builder = builder;
    }

    /**
     * Takes the start of a flow.
     *
     * @param span id of the span that it starts in, 0 if the file does not say
     */
    void start(long key, ReadTrack track, long nanos, long span) {
        known.makeRoom();
        int slot = known.slot(key);
        if (known.keys[slot] == 0 && known.isFull()) {
            lost++;
        } else {
            known.put(slot, key, track, nanos, span);
        }
    }

    /**
     * Takes a further point of a flow.
     *
     * @param span id of the span that it is in, 0 if the file does not say
     * @param bind which slice it is bound to
     * @param last whether no other point should follow
     */
    void follow(long key, ReadTrack track, long nanos, long span, Bind bind, boolean last)
            throws IOException {
        int slot = known.slot(key);
        if (known.keys[slot] == 0 || known.nanos[slot] > nanos) {
            if (waiting.size < MOST) {
                waiting.add(key, track, nanos, bind);
            } else {
                lost++;
            }
            return;
        }
        link(slot, track, nanos, span, bind);
        if (last) {
            known.end(slot);
        } else {
            known.put(slot, key, track, nanos, span);
        }
    }

    private void link(int slot, ReadTrack track, long nanos, long span, Bind bind)
            throws IOException {
        ReadTrack from = known.tracks[slot];
        long fromNanos = known.nanos[slot];
        boolean continues = bind == Bind.CONTINUES;
        if (span > 0 && known.spans[slot] > 0) {
            builder.link(continues, new Moment(from, fromNanos, known.spans[slot]),
                    new Moment(track, nanos, span));
        } else {
            builder.link(continues, new Moment(from, fromNanos, 0),
                    new Moment(track, nanos, 0, bind == Bind.NEXT));
        }
    }

    /** Ties what has waited. */
    void finish() throws IOException {
        for (int i = 0; i < waiting.size; i++) {
            int slot = known.slot(waiting.keys[i]);
            if (known.keys[slot] != 0 && known.nanos[slot] <= waiting.nanos[i]) {
                link(slot, waiting.tracks[i], waiting.nanos[i], 0, waiting.binds[i]);
            } else {
                lost++;
            }
        }
        builder.repaired("flows without a start", lost);
    }
}
