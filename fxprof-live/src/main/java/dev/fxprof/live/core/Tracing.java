package dev.fxprof.live.core;

import dev.fxprof.live.hitch.Broken;
import dev.fxprof.live.hitch.HitchRule;
import dev.fxprof.live.otlp.OtlpServer;
import dev.fxprof.live.recorder.Chunk;
import dev.fxprof.live.recorder.FlightRecorder;
import dev.fxprof.live.recorder.StreamInfo;
import dev.fxprof.live.trace.Trace;
import dev.fxprof.live.trace.TraceFinder;
import dev.fxprof.live.trace.TraceFinder.Stretch;
import dev.fxprof.live.view.HitchView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/**
 * Decides what is sent as a trace: hitches, with their slices as long as there are not too many of them, and
 * now and then a tick.
 *
 * <p>Assumptions: one thread calls all methods.
 */
final class Tracing {
    private static final int AT_ONCE = 10;
    private static final int PER_HOUR = 120;
    private static final long SECOND = 1_000_000_000L;
    private static final Trace NOTHING = new Trace(List.of(), List.of(), 0, 0);

    /** A hitch whose slices are not kept yet. */
    private record Found(HitchView view, Stretch stretch) {}

    private final OtlpServer collector;
    private final long tickNanos;
    private final CaptureBudget budget;
    private final List<Found> found = new ArrayList<>();
    private StreamInfo stream;
    private long nextTick;

    /**
     * Starts with nothing.
     *
     * @param collector takes the traces
     * @param tickSeconds time between two ticks that are no hitch, 0 for none
     * @param now the daemon's own time
     */
    Tracing(OtlpServer collector, int tickSeconds, long now) {
        this.collector = collector;
        tickNanos = tickSeconds * SECOND;
        budget = new CaptureBudget(AT_ONCE, PER_HOUR, now);
    }

    void hitch(HitchView view, Broken broken) {
        long start = broken.rule().kind() == HitchRule.Kind.INTERVAL
                ? broken.endNanos() - broken.nanos()
                : broken.hitch().startNanos();
        found.add(new Found(view, new Stretch(view.thread(), start, broken.endNanos())));
    }

    /** The slices of all hitches so far are kept, those of a chunk the last. */
    void kept(Chunk chunk, FlightRecorder recorder, LongUnaryOperator epochNanos, long now)
            throws IOException {
        Set<Long> sent = new HashSet<>();
        List<Found> hitches = List.copyOf(found);
        found.clear();
        for (Found one : hitches) {
            sent.add(one.stretch.startNanos());
            Trace trace = NOTHING;
            if (budget.take(now)) {
                trace = TraceFinder.trace(recorder, one.stretch);
            } else {
                collector.limited();
            }
            collector.hitch(chunk.stream(), one.view, one.stretch, trace, epochNanos);
        }
        if (chunk.stream() != stream) {
            stream = chunk.stream();
            nextTick = Long.MIN_VALUE;
        }
        if (tickNanos > 0 && chunk.lastNanos() >= nextTick) {
            Optional<Stretch> tick = TraceFinder.tick(chunk, nextTick, sent);
            if (tick.isPresent()) {
                nextTick = tick.get().startNanos() + tickNanos;
                collector.tick(stream, TraceFinder.trace(recorder, tick.get()), epochNanos);
            }
        }
    }
}
