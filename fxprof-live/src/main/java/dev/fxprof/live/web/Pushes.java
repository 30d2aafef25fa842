package dev.fxprof.live.web;

import dev.fxprof.api.StreamControl;
import dev.fxprof.live.view.LiveHub;
import dev.fxprof.live.view.LiveView;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import javax.net.ssl.SSLContext;

/**
 * The stream as a client: sends it to the collectors that the owner names, and to those that scripts name
 * and the owner allows. A thread of its own does all of it.
 *
 * <p>Guarantees: what scripts call neither waits nor connects. Progress: the thread waits for no collector.
 */
public final class Pushes implements AutoCloseable {
    private static final long WAIT_MILLIS = 500;
    private static final long BETWEEN_NANOS = 50_000_000;
    private static final long EVERY_MILLIS = 1000;
    private static final long CLOSE_MILLIS = 3_000;

    private final LiveHub hub;
    private final PushAllowed allowed;
    private final List<PushTarget> always;
    private final Consumer<String> say;
    private final HttpClient client;
    private final Map<String, PushCounts> counts = new ConcurrentSkipListMap<>();
    private final Map<String, Scripted> scripted = new ConcurrentHashMap<>();
    private final List<Push> constant = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "fxprof push");
    private volatile boolean closed;

    /** What the scripts of one server want. */
    private final class Scripted implements StreamControl {
        private final String server;
        private volatile PushTarget wanted;
        private volatile boolean enabled;
        private Push push;

        Scripted(String server) {
            this.server = server;
        }

        @Override
        public void address(String address) {
            PushTarget target = PushTarget.of(address);
            if (!allowed.contains(target)) {
                throw new IllegalArgumentException("the owner of this server does not allow it; "
                        + "fxprof serve --push-allow " + target.place() + " does");
            }
            wanted = target;
        }

        @Override
        public void enable() {
            if (wanted == null) {
                throw new IllegalArgumentException("call Profiler.SetWebSocketURL before it");
            }
            enabled = true;
        }

        private void step(StreamRound round, long now) {
            PushTarget target = wanted;
            if (enabled && (push == null || !push.target().equals(target))) {
                long from = now;
                if (push != null) {
                    // However often a script changes its mind.
                    from = Math.max(now, push.retryAt());
                    push.end();
                }
                push = push(target, Set.of(server), List.of(server), from);
            }
            if (push != null) {
                push.step(round, now);
            }
        }
    }

    /**
     * Prepares it; {@link #start} begins.
     *
     * @param hub what is told
     * @param allowed where scripts may have it sent to
     * @param always collectors that get all servers from the start on
     * @param tls whom connections over TLS trust; empty for those whom Java trusts
     * @param say takes sentences for the owner; called by the thread of the pushes
     */
    public Pushes(LiveHub hub, PushAllowed allowed, List<PushTarget> always,
            Optional<SSLContext> tls, Consumer<String> say) {
        this.hub = hub;
        this.allowed = allowed;
        this.always = List.copyOf(always);
        this.say = say;
        HttpClient.Builder builder = HttpClient.newBuilder();
        tls.ifPresent(builder::sslContext);
        client = builder.build();
        thread.setDaemon(true);
    }

    /** Begins to push, once all servers are named. */
    public void start() {
        List<String> names = hub.servers().stream().map(LiveView::name).toList();
        for (PushTarget target : always) {
            constant.add(push(target, Set.of(), names, System.nanoTime()));
        }
        thread.start();
    }

    private Push push(PushTarget target, Set<String> servers, List<String> names, long from) {
        return new Push(target,
                new Subscription(servers, Subscription.USUAL.window(), EVERY_MILLIS), names,
                client, counts.computeIfAbsent(target.place(), _ -> new PushCounts()), say, from);
    }

    /**
     * What the scripts of a server may ask for.
     *
     * @param server name of the server
     * @return takes their calls
     */
    public StreamControl of(String server) {
        return scripted.computeIfAbsent(server, Scripted::new);
    }

    /**
     * Adds what becomes of the messages to the metrics.
     *
     * @param registry takes them
     */
    public void register(PrometheusRegistry registry) {
        counter(registry, "fxprof_push_messages", "Messages that arrived at a collector.",
                one -> one.messages.sum());
        counter(registry, "fxprof_push_skipped",
                "Messages that were due and went into a later one.", one -> one.skipped.sum());
        counter(registry, "fxprof_push_gone_ticks",
                "Ticks that a collector never got, since it was away for longer than they are kept.",
                one -> one.goneTicks.sum());
        counter(registry, "fxprof_push_connections", "Connections made to a collector.",
                one -> one.connections.sum());
        GaugeWithCallback.builder().name("fxprof_push_connected")
                .help("Connections to a collector now.").labelNames("target")
                .callback(value -> counts
                        .forEach((place, one) -> value.call(one.connected.get(), place)))
                .register(registry);
    }

    private void counter(PrometheusRegistry registry, String name, String help,
            ToDoubleFunction<PushCounts> of) {
        CounterWithCallback.builder().name(name).help(help).labelNames("target")
                .callback(value -> counts
                        .forEach((place, one) -> value.call(of.applyAsDouble(one), place)))
                .register(registry);
    }

    private void run() {
        long seen = 0;
        try {
            while (!closed) {
                seen = hub.awaitAfter(seen, WAIT_MILLIS);
                StreamRound round = new StreamRound(hub);
                long now = System.nanoTime();
                constant.forEach(push -> push.step(round, now));
                scripted.values().forEach(one -> one.step(round, now));
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        constant.forEach(Push::end);
        scripted.values().stream().filter(one -> one.push != null).forEach(one -> one.push.end());
    }

    /** Ends it, and waits for a short time. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        client.shutdownNow();
    }
}
