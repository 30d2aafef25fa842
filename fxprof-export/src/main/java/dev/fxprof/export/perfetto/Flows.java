package dev.fxprof.export.perfetto;

import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.Moment;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The flows of a file. Events of one track may stand before earlier ones of another, so which slice
 * follows on which is seen at the end only.
 */
final class Flows {
    private static final int MOST = 1 << 20;

    /** Where a flow of our own begins; what it ends at comes next in the file. */
    record Begin(ReadTrack track, long nanos, long span, boolean continues) {}

    private record End(long flow, ReadTrack track, long nanos, boolean ending, int number) {}

    private final CaptureBuilder builder;
    private final Map<Long, Begin> begun = new HashMap<>();
    private End[] ends = new End[64];
    private int size;

    Flows(CaptureBuilder builder) {
        this.builder = builder;
    }

    void begin(long flow, Begin begin) {
        if (begun.size() < MOST) {
            begun.put(flow, begin);
        } else {
            builder.repaired("flows beyond the limit", 1);
        }
    }

    /** Ends a flow of our own at a slice, whose span may be 0 if it is not known. */
    void end(long flow, ReadTrack track, long nanos, long span) throws IOException {
        Begin begin = begun.remove(flow);
        if (begin == null) {
            builder.repaired("flows without a slice", 1);
            return;
        }
        long from = begin.continues ? span : begin.span;
        builder.link(begin.continues, new Moment(begin.track, begin.nanos, from),
                new Moment(track, nanos, span));
    }

    /** Takes a slice that a flow passes through, or ends at. */
    void through(long flow, ReadTrack track, long nanos, boolean ending) {
        if (size == MOST) {
            builder.repaired("flows beyond the limit", 1);
            return;
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        ends[size] = new End(flow, track, nanos, ending, size);
        size++;
    }

    /** Ties what has been taken. */
    void tie() throws IOException {
        Arrays.sort(ends, 0, size, (a, b) -> {
            int flow = Long.compare(a.flow, b.flow);
            int nanos = Long.compare(a.nanos, b.nanos);
            return flow != 0 ? flow : nanos != 0 ? nanos : Integer.compare(a.number, b.number);
        });
        for (int i = 1; i < size; i++) {
            End from = ends[i - 1];
            End to = ends[i];
            if (from.flow == to.flow && !from.ending) {
                builder.link(false, from.track, from.nanos, to.track, to.nanos);
            }
        }
        builder.repaired("flows without a slice", begun.size());
    }
}
