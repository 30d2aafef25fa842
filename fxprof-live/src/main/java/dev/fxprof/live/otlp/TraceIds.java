package dev.fxprof.live.otlp;

import dev.fxprof.live.trace.TraceSlice;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids that are known before a span is made, so that a link can lead to a span that another trace sends. The
 * same slice of the same stream always has the same ids; they are random otherwise.
 *
 * <p>Assumptions: one thread calls all methods.
 */
final class TraceIds implements IdGenerator {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long ODD = 0xBF58476D1CE4E5B9L;
    private static final int HALF = 31;

    private static final int MOST_GIVEN = 1 << 14;

    /** Ids of traces that hold more than one outermost slice, by those. */
    private final Map<Long, String> given = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > MOST_GIVEN;
        }
    };
    private long high;
    private long low;
    private SpanContext next = SpanContext.getInvalid();

    /** Says that the slices from now on are of another stream, whose span ids begin anew. */
    void stream() {
        high = ThreadLocalRandom.current().nextLong();
        low = ThreadLocalRandom.current().nextLong();
        given.clear();
    }

    /** Says which span is made next. */
    void next(SpanContext span) {
        next = span;
    }

    /** Of the trace of all slices in one outermost slice. */
    String trace(TraceSlice slice) {
        long root = root(slice);
        String id = given.get(root);
        return id == null ? TraceId.fromLongs(high | 1, root) : id;
    }

    /** Says that all slices in the outermost slice of one are in that trace. */
    void give(TraceSlice slice, String trace) {
        given.put(root(slice), trace);
    }

    private long root(TraceSlice slice) {
        return mix(~slice.rootId(), slice.rootNanos());
    }

    /** Of a slice in some trace. */
    SpanContext span(String trace, TraceSlice slice) {
        return context(trace, mix(slice.spanId(), slice.startNanos()));
    }

    /** Of a span that stands for no slice. */
    SpanContext span(String trace) {
        return context(trace, ThreadLocalRandom.current().nextLong());
    }

    /** Of a trace without slices. */
    String trace() {
        return TraceId.fromLongs(ThreadLocalRandom.current().nextLong() | 1,
                ThreadLocalRandom.current().nextLong());
    }

    private static SpanContext context(String trace, long id) {
        return SpanContext.create(trace, SpanId.fromLong(id == 0 ? 1 : id),
                TraceFlags.getSampled(), TraceState.getDefault());
    }

    private long mix(long id, long nanos) {
        long bits = (id * GOLDEN ^ nanos) * ODD + low;
        return (bits ^ bits >>> HALF) * GOLDEN;
    }

    @Override
    public String generateSpanId() {
        return next.getSpanId();
    }

    @Override
    public String generateTraceId() {
        return next.getTraceId();
    }
}
