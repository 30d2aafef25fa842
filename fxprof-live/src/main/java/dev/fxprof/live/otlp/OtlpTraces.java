package dev.fxprof.live.otlp;

import dev.fxprof.api.Site;
import dev.fxprof.live.trace.Trace;
import dev.fxprof.live.trace.TraceFinder.Stretch;
import dev.fxprof.live.trace.TraceSlice;
import dev.fxprof.live.view.HitchView;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import java.util.function.ObjLongConsumer;

/**
 * Sends hitches and ticks of one server as traces. What caused a slice stands in the trace of its own
 * outermost slice, and a link leads there.
 *
 * <p>Assumptions: one thread calls all methods.
 */
final class OtlpTraces {
    static final String RESOURCE = "fxprof.resource";
    private static final AttributeKey<List<String>> CHAIN = AttributeKey
            .stringArrayKey("fxprof.chain");
    private static final AttributeKey<String> LINK = AttributeKey.stringKey("fxprof.link");
    private static final Attributes CAUSE = Attributes.of(LINK, "cause");
    private static final Attributes CONTINUES = Attributes.of(LINK, "continues");

    /** Causes that several traces have in common are sent once. */
    private static final int MOST_SENT = 1 << 14;

    private final TraceIds ids = new TraceIds();
    private final Set<SpanContext> sent = Collections
            .newSetFromMap(new LinkedHashMap<SpanContext, Boolean>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<SpanContext, Boolean> eldest) {
                    return size() > MOST_SENT;
                }
            });
    private final ObjLongConsumer<String> counts;
    private final SdkTracerProvider tracers;
    private final Tracer tracer;
    private Object stream;

    OtlpTraces(Resource resource, SpanExporter exporter, ObjLongConsumer<String> counts) {
        this.counts = counts;
        tracers = SdkTracerProvider.builder().setResource(resource).setIdGenerator(ids)
                .addSpanProcessor(new WaitingSpans(exporter, counts)).build();
        tracer = tracers.get("fxprof");
    }

    /** Sends a hitch, with the slices of its trace in it. */
    void hitch(Object from, HitchView hitch, Stretch stretch, Trace trace,
            LongUnaryOperator epochNanos) {
        of(from);
        String id = trace.slices().isEmpty() ? ids.trace() : ids.trace(trace.slices().getFirst());
        for (TraceSlice slice : trace.slices()) {
            // What an earlier trace led to stays where it is.
            if (!sent.contains(context(slice))) {
                ids.give(slice, id);
            }
        }
        SpanContext around = ids.span(id);
        ids.next(around);
        SpanBuilder span = tracer.spanBuilder("hitch").setNoParent()
                .setStartTimestamp(epochNanos.applyAsLong(stretch.startNanos()),
                        TimeUnit.NANOSECONDS);
        describe(span, hitch);
        leftOut(span, trace);
        span.startSpan().end(epochNanos.applyAsLong(stretch.endNanos()),
                TimeUnit.NANOSECONDS);
        send(trace, around, epochNanos);
    }

    /** Sends a tick that is no hitch. */
    void tick(Object from, Trace trace, LongUnaryOperator epochNanos) {
        of(from);
        send(trace, null, epochNanos);
    }

    private void of(Object from) {
        if (from != stream) {
            stream = from;
            ids.stream();
        }
    }

    private static void describe(SpanBuilder span, HitchView hitch) {
        span.setAttribute("fxprof.verdict", hitch.verdict())
                .setAttribute("fxprof.rule", hitch.rule())
                .setAttribute(RESOURCE, hitch.resource())
                .setAttribute("fxprof.kind", hitch.kind())
                .setAttribute("fxprof.name", hitch.name())
                .setAttribute("fxprof.event", hitch.event())
                .setAttribute("fxprof.export", hitch.export())
                .setAttribute("fxprof.native", hitch.nativeName())
                .setAttribute("fxprof.capture", hitch.capture())
                .setAttribute("fxprof.tick", hitch.tick())
                .setAttribute("fxprof.self_nanos", hitch.selfNanos())
                .setAttribute("thread.name", hitch.thread())
                .setAttribute(CHAIN, hitch.chain().stream().map(step -> step.kind() + " "
                        + step.resource() + "/" + step.name()).toList());
    }

    private static void leftOut(SpanBuilder span, Trace trace) {
        if (trace.leftOut() > 0) {
            span.setAttribute("fxprof.spans_left_out", trace.leftOut());
        }
        if (trace.causesLeftOut() > 0) {
            span.setAttribute("fxprof.causes_left_out", trace.causesLeftOut());
        }
    }

    private void send(Trace trace, SpanContext around, LongUnaryOperator epochNanos) {
        boolean isFirst = around == null;
        for (TraceSlice slice : trace.slices()) {
            send(slice, around, isFirst ? trace : null, epochNanos);
            isFirst = false;
        }
        for (TraceSlice slice : trace.before()) {
            send(slice, null, null, epochNanos);
        }
        counts.accept("cut", trace.leftOut());
    }

    private void send(TraceSlice slice, SpanContext around, Trace described,
            LongUnaryOperator epochNanos) {
        SpanContext self = context(slice);
        if (!sent.add(self)) {
            return;
        }
        ids.next(self);
        Site site = slice.site();
        SpanBuilder span = tracer.spanBuilder(name(site))
                .setStartTimestamp(epochNanos.applyAsLong(slice.startNanos()),
                        TimeUnit.NANOSECONDS)
                .setAttribute(RESOURCE, site.resource())
                .setAttribute("fxprof.kind", site.kind().label())
                .setAttribute("fxprof.self_nanos", slice.selfNanos())
                .setAttribute("thread.name", slice.thread());
        SpanContext parent = slice.parent() == null ? around : context(slice.parent());
        if (parent != null && parent.getTraceId().equals(self.getTraceId())) {
            span.setParent(Context.root().with(Span.wrap(parent)));
        } else {
            span.setNoParent();
        }
        if (!site.file().isEmpty()) {
            span.setAttribute("code.file.path", site.file()).setAttribute("code.line.number",
                    site.line());
        }
        if (slice.calls() > 1) {
            span.setAttribute("fxprof.calls", slice.calls());
        }
        if (slice.isUnfinished()) {
            span.setAttribute("fxprof.unfinished", true);
        }
        if (described != null) {
            leftOut(span, described);
        }
        for (TraceSlice.Cause cause : slice.causes()) {
            span.addLink(context(cause.from()), cause.continues() ? CONTINUES : CAUSE);
        }
        span.startSpan().end(epochNanos.applyAsLong(slice.endNanos()), TimeUnit.NANOSECONDS);
    }

    private static String name(Site site) {
        String kind = site.kind().label();
        return kind.equals(site.name()) ? kind : kind + " " + site.name();
    }

    private SpanContext context(TraceSlice slice) {
        return ids.span(ids.trace(slice), slice);
    }

    void close(int seconds) {
        tracers.shutdown().join(seconds, TimeUnit.SECONDS);
    }
}
