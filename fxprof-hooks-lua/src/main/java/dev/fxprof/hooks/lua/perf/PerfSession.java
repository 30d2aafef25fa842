package dev.fxprof.hooks.lua.perf;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.HookSession;
import dev.fxprof.api.RingPosition;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Hears a server without any hook: its metrics, its console, and, as its parent, its trace.
 *
 * <p>Assumptions: one thread calls; a thread of this session alone works between {@link #start} and
 * {@link #close}.
 *
 * <p>Guarantees: a hitch is placed to within the time between two looks, 20 ms.
 */
public final class PerfSession implements HookSession {
    private static final long LOOK_NANOS = 20_000_000;
    private static final long FLUSH_NANOS = 1_000_000_000;
    private static final int STOP_SECONDS = 15;

    private final PerfSources sources;
    private final PerfSites sites = new PerfSites();
    private final Map<ServerThread, ThreadRecord> threads = new EnumMap<>(ServerThread.class);
    private final CaptureIdentity identity = new CaptureIdentity(List.of(), System.nanoTime());
    private final Optional<PerfPoller> poller;
    private final Optional<LogFollower> log;
    private Optional<LaunchedServer> server = Optional.empty();
    private Optional<HitchProfile> profile = Optional.empty();
    private final List<String> news = new ArrayList<>();
    private String lastProblem = "";
    private long origin;
    private SpanSink sink;
    private Thread worker;
    private volatile boolean stopping;
    private volatile boolean over;
    private volatile IOException failure;

    /**
     * Opens the sources; a server that is to be launched starts with the session.
     *
     * @param sources where to listen
     * @throws IOException if the log cannot be read
     */
    public PerfSession(PerfSources sources) throws IOException {
        this.sources = sources;
        for (ServerThread thread : ServerThread.values()) {
            threads.put(thread, new ThreadRecord(thread, sites));
        }
        poller = sources.perf().map(PerfPoller::new);
        log = sources.log().isPresent()
                ? Optional.of(new LogFollower(sources.log().get()))
                : Optional.empty();
    }

    @Override
    public SiteTable sites() {
        return sites;
    }

    @Override
    public String title() {
        return "FXServer as it tells of itself";
    }

    @Override
    public CaptureIdentity identity() {
        return identity;
    }

    @Override
    public void start(SpanSink to, long originNanos, List<RingPosition> positions,
            int flushMillis) {
        sink = to;
        origin = originNanos;
        try {
            launch();
        } catch (IOException e) {
            fail(e);
            return;
        }
        worker = Thread.ofPlatform().daemon().name("fxprof perf").start(this::listen);
    }

    private void launch() throws IOException {
        if (!sources.isLaunch()) {
            return;
        }
        boolean profiles = sources.profileFrames() > 0;
        LaunchedServer launched = new LaunchedServer(sources.command(),
                profiles ? Optional.of(sources.console()) : Optional.empty());
        server = Optional.of(launched);
        if (profiles) {
            profile = Optional.of(new HitchProfile(launched::type, sources.profileFrames(),
                    Path.of("").toAbsolutePath()));
        }
    }

    private void listen() {
        long flushed = System.nanoTime();
        while (!over) {
            boolean last = stopping || server.isPresent() && server.get().isOver();
            long now = System.nanoTime();
            try {
                look(now);
                if (last || now - flushed > FLUSH_NANOS) {
                    flushed = now;
                    sink.cost(cost());
                    sink.flush();
                }
            } catch (IOException e) {
                fail(e);
            } catch (RuntimeException e) {
                fail(new IOException("internal error, please report it: " + e, e));
            }
            over |= last;
            if (!over) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    /** A server that was started here goes on, whatever becomes of its recording. */
    private void fail(IOException e) {
        if (failure == null) {
            failure = e;
            if (server.isPresent()) {
                tell("the recording has ended, the server goes on: " + e.getMessage());
            }
        }
        sink = SpanSink.discarding();
        over = server.isEmpty();
    }

    private void look(long now) throws IOException {
        List<Hitch> heard = new ArrayList<>();
        if (server.isPresent()) {
            heard.addAll(server.get().hitches());
        }
        if (log.isPresent()) {
            log.get().read(line -> Hitch.ofLine(line).ifPresent(heard::add));
        }
        Map<ServerThread, List<Hitch>> late = heard.stream()
                .collect(Collectors.groupingBy(Hitch::thread));
        for (Map.Entry<ServerThread, List<Hitch>> entry : late.entrySet()) {
            threads.get(entry.getKey()).hitches(entry.getValue(), now - origin, sink);
        }
        if (poller.isPresent()) {
            poll(poller.get(), now);
        }
        if (profile.isPresent()) {
            for (Hitch hitch : late.getOrDefault(ServerThread.MAIN, List.of())) {
                profile.get().hitch(hitch.millis(), now);
            }
            profile.get().step(now);
            profile.get().news().ifPresent(this::tell);
        }
    }

    private void poll(PerfPoller polled, long now) throws IOException {
        PerfCounts before = polled.counts();
        polled.poll(now, (name, between) -> {
            Optional<ServerThread> thread = ServerThread.named(name);
            if (thread.isPresent()) {
                threads.get(thread.get()).ticked(between, now - origin, sink);
            }
        });
        PerfCounts after = polled.counts();
        if (after.answers() == 0 && after.failures() > 0 && server.isEmpty()) {
            throw new IOException(polled.problem());
        }
        if (!polled.problem().equals(lastProblem)) {
            lastProblem = polled.problem();
            tell(lastProblem.isEmpty() ? "the server answers again" : lastProblem);
        }
        if (after.restarts() > before.restarts()) {
            tell("the server has started again");
        }
    }

    private void tell(String sentence) {
        synchronized (news) {
            news.add(sentence);
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public CaptureCost cost() {
        long written = threads.values().stream().mapToLong(ThreadRecord::written).sum();
        return new CaptureCost(written, written, 0, 0, 0, 0, 0, 0, 0, "nanotime", LOOK_NANOS, 0);
    }

    @Override
    public List<String> news() {
        synchronized (news) {
            List<String> taken = List.copyOf(news);
            news.clear();
            return taken;
        }
    }

    /**
     * What was heard in all; to be called once the session is over or closed.
     *
     * @return the summary
     */
    public PerfSummary summary() {
        return new PerfSummary(threads.values().stream().filter(ThreadRecord::isHeard)
                .map(ThreadRecord::row).toList(),
                poller.map(PerfPoller::counts).orElse(new PerfCounts(0, 0, 0, 0)));
    }

    /**
     * How the server that was started here has ended.
     *
     * @return its exit code, or empty if it was not started here or has not ended
     */
    public OptionalInt exitCode() {
        return server.isPresent() && server.get().isOver()
                ? OptionalInt.of(server.get().exitCode())
                : OptionalInt.empty();
    }

    /** Ends a server that was started here, takes what there is and lets go of the sources. */
    @Override
    public void close() {
        server.ifPresent(launched -> launched.stop(STOP_SECONDS));
        stopping = true;
        try {
            if (worker != null) {
                worker.join();
            }
            poller.ifPresent(PerfPoller::close);
            if (log.isPresent()) {
                log.get().close();
            }
            if (server.isPresent()) {
                server.get().close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
    }
}
