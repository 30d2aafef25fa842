package dev.fxprof.live.metrics;

import dev.fxprof.api.SpanKind;
import dev.fxprof.live.aggregate.LiveListener;
import dev.fxprof.live.view.LiveSnapshot;
import dev.fxprof.live.view.OwnCost;
import dev.fxprof.live.view.ServerState;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.Locale;
import java.util.function.Function;

/**
 * The metrics of one server. At most {@value #MOST_RESOURCES} resources and {@value #MOST_NATIVES}
 * natives have labels of their own.
 *
 * <p>Assumptions: one thread calls all methods.
 */
public final class ServerMetrics implements LiveListener {
    /** Resources with labels of their own. */
    public static final int MOST_RESOURCES = 200;
    /** Natives with labels of their own. */
    public static final int MOST_NATIVES = 100;

    private static final double NANOS = 1e9;

    private final LiveMetrics metrics;
    private final String server;
    private final DistributionDataPoint ticks;
    private final CounterDataPoint spans;
    private final CounterDataPoint overhead;
    private final CounterDataPoint analysis;
    private final CounterDataPoint forgotten;
    private final LabelSet<DistributionDataPoint> resourceTicks;
    private final LabelSet<CounterDataPoint> events;
    private final LabelSet<CounterDataPoint> eventSeconds;
    private final LabelSet<CounterDataPoint> nativeCalls;
    private final LabelSet<CounterDataPoint> nativeSeconds;
    private final LabelSet<CounterDataPoint> tasks;
    private final LabelSet<CounterDataPoint> taskSeconds;
    private final LabelSet<GaugeDataPoint> memory;
    private final LabelSet<CounterDataPoint> received;
    private final LabelSet<CounterDataPoint> sent;

    /**
     * Makes the metrics of a server.
     *
     * @param metrics where they are kept
     * @param server name of the server
     */
    public ServerMetrics(LiveMetrics metrics, String server) {
        this.metrics = metrics;
        this.server = server;
        ticks = metrics.ticks.labelValues(server);
        spans = metrics.spans.labelValues(server);
        overhead = metrics.overhead.labelValues(server);
        analysis = metrics.analysis.labelValues(server);
        forgotten = metrics.forgotten.labelValues(server);
        resourceTicks = resources(name -> metrics.resourceTicks.labelValues(server, name));
        events = resources(name -> metrics.events.labelValues(server, name));
        eventSeconds = resources(name -> metrics.eventSeconds.labelValues(server, name));
        nativeCalls = resources(name -> metrics.natives.labelValues(server, name));
        nativeSeconds = new LabelSet<>(MOST_NATIVES,
                name -> metrics.nativeSeconds.labelValues(server, name));
        tasks = resources(name -> metrics.tasks.labelValues(server, name));
        taskSeconds = resources(name -> metrics.taskSeconds.labelValues(server, name));
        memory = resources(name -> metrics.memory.labelValues(server, name));
        received = resources(name -> metrics.network.labelValues(server, name, "in"));
        sent = resources(name -> metrics.network.labelValues(server, name, "out"));
        metrics.up.labelValues(server).set(0);
        for (String result : new String[]{"saved", "limited", "failed"}) {
            metrics.captures.initLabelValues(server, result);
        }
    }

    private static <T> LabelSet<T> resources(Function<String, T> points) {
        return new LabelSet<>(MOST_RESOURCES, points);
    }

    @Override
    public void tick(long nanos) {
        ticks.observe(nanos / NANOS);
    }

    @Override
    public void resourceTick(String resource, long nanos) {
        resourceTicks.of(resource).observe(Math.max(0, nanos) / NANOS);
    }

    @Override
    public void call(String resource, SpanKind kind, String name, long calls, long nanos) {
        double seconds = Math.max(0, nanos) / NANOS;
        switch (kind) {
            case EVENT -> {
                events.of(resource).inc(calls);
                eventSeconds.of(resource).inc(seconds);
            }
            case NATIVE -> {
                nativeCalls.of(resource).inc(calls);
                nativeSeconds.of(name).inc(seconds);
            }
            case TASK -> {
                tasks.of(resource).inc(calls);
                taskSeconds.of(resource).inc(seconds);
            }
            default -> {
                // No other kind is counted by itself.
            }
        }
    }

    @Override
    public void traffic(String resource, boolean isSent, long bytes) {
        (isSent ? sent : received).of(resource).inc(Math.max(0, bytes));
    }

    @Override
    public void memory(String resource, long bytes) {
        memory.of(resource).set(bytes);
    }

    @Override
    public void profiler(double nanos) {
        overhead.inc(Math.max(0, nanos) / NANOS);
    }

    /**
     * Says that hitches by a rule may come, so that their count begins at zero.
     *
     * @param rule kind of the rule
     */
    public void expect(Enum<?> rule) {
        metrics.hitches.initLabelValues(server, label(rule));
    }

    private static String label(Enum<?> rule) {
        return rule.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Counts a hitch.
     *
     * @param rule kind of the rule
     */
    public void hitch(Enum<?> rule) {
        metrics.hitches.labelValues(server, label(rule)).inc();
    }

    /**
     * Counts a capture.
     *
     * @param result {@code saved}, {@code limited} or {@code failed}
     */
    public void capture(String result) {
        metrics.captures.labelValues(server, result).inc();
    }

    /**
     * Counts processor time of the analysis.
     *
     * @param nanos how much more
     */
    public void analysis(long nanos) {
        analysis.inc(Math.max(0, nanos) / NANOS);
    }

    /**
     * Takes what a snapshot says of the profiler itself.
     *
     * @param snapshot the newest one
     */
    public void own(LiveSnapshot snapshot) {
        OwnCost cost = snapshot.cost();
        metrics.up.labelValues(server).set(snapshot.state() == ServerState.LIVE ? 1 : 0);
        raise(spans, cost.spans());
        raise(forgotten, cost.forgottenEarly());
        metrics.recorderBytes.labelValues(server).set(cost.recorderBytes());
        metrics.recorderSeconds.labelValues(server).set(cost.recorderSeconds());
        cost.dropped().forEach((reason, count) -> raise(
                metrics.dropped.labelValues(server, reason), count));
    }

    private static void raise(CounterDataPoint counter, long to) {
        double behind = to - counter.get();
        if (behind > 0) {
            counter.inc(behind);
        }
    }
}
