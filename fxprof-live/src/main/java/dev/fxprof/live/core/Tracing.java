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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    /** Ends of the newest hitches of the threads: what an interval has in common with one is told already. */
    private final Map<String, Long> told = new HashMap<>();
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
                ? Math.max(broken.endNanos() - broken.nanos(),
                        told.getOrDefault(view.thread(), Long.MIN_VALUE))
                : broken.hitch().startNanos();
        told.put(view.thread(), broken.endNanos());
        found.add(new Found(view, new Stretch(view.thread(), start, broken.endNanos())));
    }

    /** Another stream begins; what was found in the one before and is not sent is counted. */
    void begin(StreamInfo next) {
        collector.failed(found.size());
        found.clear();
        stream = next;
        nextTick = Long.MIN_VALUE;
        told.clear();
    }

    /** The slices of all hitches so far are kept, those of a chunk the last. */
    void kept(Chunk chunk, FlightRecorder recorder, LongUnaryOperator epochNanos, long now) {
        Set<Long> sent = new HashSet<>();
        for (Found one : found) {
            sent.add(one.stretch.startNanos());
            Trace trace = NOTHING;
            if (budget.take(now)) {
                trace = trace(recorder, one.stretch);
            } else {
                collector.limited();
            }
            collector.hitch(stream, one.view, one.stretch, trace, epochNanos);
        }
        found.clear();
        if (tickNanos > 0 && chunk.lastNanos() >= nextTick) {
            tick(chunk, recorder, sent).ifPresent(tick -> {
                nextTick = tick.startNanos() + tickNanos;
                collector.tick(stream, trace(recorder, tick), epochNanos);
            });
        }
    }

    private Trace trace(FlightRecorder recorder, Stretch stretch) {
        try {
            return TraceFinder.trace(recorder, stretch);
        } catch (IOException _) {
            collector.failed(1);
            return NOTHING;
        }
    }

    private Optional<Stretch> tick(Chunk chunk, FlightRecorder recorder, Set<Long> others) {
        try {
            // After one that lies ahead of all that is believed no other would come.
            return TraceFinder.tick(chunk, nextTick, others)
                    .filter(tick -> tick.startNanos() <= recorder.newestNanos());
        } catch (IOException _) {
            collector.failed(1);
            return Optional.empty();
        }
    }
}
