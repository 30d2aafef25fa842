package dev.fxprof.live.core;

import dev.fxprof.live.hitch.Broken;
import dev.fxprof.live.metrics.LiveMetrics;
import dev.fxprof.live.metrics.ServerMetrics;
import dev.fxprof.live.recorder.Chunk;
import dev.fxprof.live.recorder.FlightRecorder;
import dev.fxprof.live.recorder.StreamInfo;
import dev.fxprof.live.store.Store;
import dev.fxprof.live.store.StoredMinutes;
import dev.fxprof.live.view.CaptureFigures;
import dev.fxprof.live.view.CaptureView;
import dev.fxprof.live.view.HitchView;
import dev.fxprof.live.view.HitchView.CaptureState;
import dev.fxprof.live.view.LiveHub;
import dev.fxprof.live.view.MinuteView;
import dev.fxprof.live.view.StoreView;
import dev.fxprof.live.webhook.Webhook;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/**
 * The daemon without its web server: servers, store, metrics and webhooks.
 *
 * <p>Guarantees: any thread may call any method.
 */
public final class Live implements LiveHub, AutoCloseable {
    private static final int MOST_NEWS = 100;
    private static final int MOST_MINUTES = 1500;
    private static final long DAY_MILLIS = 86_400_000;
    private static final long CLOSE_MILLIS = 10_000;

    private final LiveOptions options;
    private final LiveClock clock;
    private final Store store;
    private final LiveMetrics metrics = new LiveMetrics();
    private final CaptureIds ids;
    private final CaptureReader captureReader;
    private final List<LiveServer> servers = new CopyOnWriteArrayList<>();
    private final List<Webhook> webhooks;
    private final Deque<String> news = new ArrayDeque<>();
    private final Saver saver;
    private final Object changed = new Object();
    private long sequence;

    private Live(LiveOptions options, LiveClock clock, Store store) {
        this.options = options;
        this.clock = clock;
        this.store = store;
        ids = new CaptureIds(clock.wall());
        captureReader = new CaptureReader(options.tickIntervalNanos());
        saver = new Saver(store::saveMinutes, this::tell);
        webhooks = options.webhooks().stream()
                .map(target -> new Webhook(target, metrics::webhook)).toList();
    }

    /**
     * Opens the data folder and recovers what the run before left.
     *
     * @param options how it works
     * @param clock its time
     * @return the daemon, without servers
     * @throws IOException if the data folder cannot be used; the message is a sentence
     */
    public static Live open(LiveOptions options, LiveClock clock) throws IOException {
        return new Live(options, clock, Store.open(options.folder(), options.limits(),
                clock.wall(), clock.nanos()));
    }

    /**
     * Names a server, whose source may come later.
     *
     * @param name a name of its own
     * @return the server
     */
    public LiveServer addServer(String name) {
        if (server(name).isPresent() || name.isEmpty()) {
            throw new IllegalArgumentException("not a name of its own: " + name);
        }
        LiveServer server = new LiveServer(name, this, options, clock,
                new ServerMetrics(metrics, name));
        long now = clock.wall().millis();
        List<HitchView> earlier = new ArrayList<>();
        long oldest = store.captures().stream().mapToLong(CaptureView::atMillis).min()
                .orElse(Long.MIN_VALUE);
        store.captures().stream().filter(capture -> capture.server().equals(name))
                .forEach(capture -> earlier.addAll(capture.hitches()));
        for (StoredMinutes minutes : store.minutes(name, now - DAY_MILLIS, now,
                MOST_MINUTES)) {
            minutes.hitches().forEach(hitch -> earlier.add(settled(hitch, oldest)));
        }
        server.start(earlier);
        servers.add(server);
        return server;
    }

    /** A hitch of an earlier run, which was stored before its capture was. */
    private HitchView settled(HitchView hitch, long oldestCapture) {
        if (hitch.captureState() != CaptureState.PENDING) {
            return hitch;
        }
        if (store.has(hitch.capture())) {
            return hitch.withCapture(hitch.capture(), CaptureState.SAVED);
        }
        // The oldest leave the store first: one that is missing among those that stand never stood.
        return hitch.withCapture("", hitch.atMillis() < oldestCapture
                ? CaptureState.EXPIRED
                : CaptureState.FAILED);
    }

    /** What the daemon does for one server's analysis. */
    Analysis.Outside outside(LiveServer server, ServerMetrics counted) {
        return new Analysis.Outside() {
            @Override
            public void publish(LongConsumer store) {
                synchronized (changed) {
                    store.accept(sequence + 1);
                    sequence++;
                    changed.notifyAll();
                }
            }

            @Override
            public String nextId() {
                return ids.next();
            }

            @Override
            public void hitch(HitchView hitch, Broken broken) {
                webhooks.forEach(webhook -> webhook.offer(hitch));
                server.hitch(hitch, broken);
            }

            @Override
            public void stream(StreamInfo next) {
                server.stream(next);
            }

            @Override
            public void kept(Chunk chunk, FlightRecorder recorder,
                    LongUnaryOperator epochNanos) {
                server.kept(chunk, recorder, epochNanos);
            }

            @Override
            public void save(CapturePlanner.Plan plan, CaptureContent content) {
                saver.capture(content.memory(),
                        () -> saveCapture(server, counted, plan, content),
                        why -> failed(server, counted, plan, why));
            }
        };
    }

    private void saveCapture(LiveServer server, ServerMetrics counted, CapturePlanner.Plan plan,
            CaptureContent content) {
        try {
            store.save(plan.id, content);
            server.log().captured(plan.id, CaptureState.SAVED);
            counted.capture("saved");
        } catch (IOException | RuntimeException | Error e) {
            failed(server, counted, plan, String.valueOf(e.getMessage()));
        }
    }

    private void failed(LiveServer server, ServerMetrics counted, CapturePlanner.Plan plan,
            String why) {
        counted.capture("failed");
        server.log().captured(plan.id, CaptureState.FAILED);
        tell("A capture of " + server.name() + " could not be saved: " + why + ".");
    }

    void saveMinutes(long fromMillis, StoredMinutes minutes) {
        saver.minutes(fromMillis, minutes);
    }

    List<MinuteView> minutes(String name, long fromMillis, long toMillis) {
        List<MinuteView> found = new ArrayList<>();
        for (StoredMinutes file : store.minutes(name, fromMillis, toMillis, MOST_MINUTES)) {
            file.minutes().stream().filter(minute -> minute.atMillis() >= fromMillis
                    && minute.atMillis() <= toMillis).forEach(found::add);
        }
        return found.subList(Math.max(0, found.size() - MOST_MINUTES), found.size());
    }

    boolean hasCapture(String id) {
        return store.has(id);
    }

    /** Notes something that a person should read; of too much the oldest is forgotten. */
    void tell(String sentence) {
        synchronized (news) {
            news.add(sentence);
            while (news.size() > MOST_NEWS) {
                news.removeFirst();
            }
        }
    }

    @Override
    public List<LiveServer> servers() {
        return List.copyOf(servers);
    }

    @Override
    public Optional<LiveServer> server(String name) {
        return servers.stream().filter(server -> server.name().equals(name)).findFirst();
    }

    @Override
    public long awaitAfter(long seen, long millis) throws InterruptedException {
        synchronized (changed) {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            for (long left; sequence <= seen && (left = until - System.nanoTime()) > 0;) {
                TimeUnit.NANOSECONDS.timedWait(changed, left);
            }
            return sequence;
        }
    }

    @Override
    public List<CaptureView> captures() {
        return store.captures();
    }

    @Override
    public Optional<Path> capture(String id) throws IOException {
        return store.capture(id);
    }

    @Override
    public Optional<CaptureFigures> captureFigures(String id) throws IOException {
        Optional<CaptureView> view = store.captures().stream()
                .filter(capture -> capture.id().equals(id)).findFirst();
        Optional<Path> file = view.isPresent() ? capture(id) : Optional.empty();
        return file.isPresent()
                ? Optional.of(captureReader.read(view.get(), file.get()))
                : Optional.empty();
    }

    @Override
    public StoreView store() {
        return store.view();
    }

    @Override
    public List<String> news() {
        List<String> all = new ArrayList<>(store.news());
        synchronized (news) {
            all.addAll(news);
            news.clear();
        }
        return all;
    }

    @Override
    public String metricsType(String accept) {
        return metrics.type(accept);
    }

    @Override
    public void writeMetrics(String accept, OutputStream to) throws IOException {
        StoreView now = store.view();
        metrics.store(now.bytes(), now.limitBytes(), now.removed(), now.corrupt(), now.failed());
        metrics.write(accept, to);
    }

    /**
     * The metrics, so that the web server can add its own.
     *
     * @return the metrics of this daemon
     */
    public LiveMetrics metrics() {
        return metrics;
    }

    @Override
    public void close() throws IOException {
        try {
            servers.forEach(LiveServer::stop);
            for (LiveServer server : servers) {
                server.close();
            }
            saver.close(CLOSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        webhooks.forEach(Webhook::close);
        store.close();
    }
}
