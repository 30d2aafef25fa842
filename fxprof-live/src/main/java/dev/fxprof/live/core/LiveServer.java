package dev.fxprof.live.core;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import dev.fxprof.export.report.Report;
import dev.fxprof.live.aggregate.Listeners;
import dev.fxprof.live.aggregate.LiveListener;
import dev.fxprof.live.hitch.Broken;
import dev.fxprof.live.hitch.HitchLog;
import dev.fxprof.live.metrics.ServerMetrics;
import dev.fxprof.live.otlp.OtlpServer;
import dev.fxprof.live.recorder.Chunk;
import dev.fxprof.live.recorder.ChunkWriter;
import dev.fxprof.live.recorder.FlightRecorder;
import dev.fxprof.live.recorder.StreamInfo;
import dev.fxprof.live.view.FlameView;
import dev.fxprof.live.view.HistoryPoint;
import dev.fxprof.live.view.HitchView;
import dev.fxprof.live.view.HitchView.CaptureState;
import dev.fxprof.live.view.IntervalView;
import dev.fxprof.live.view.LiveSnapshot;
import dev.fxprof.live.view.LiveView;
import dev.fxprof.live.view.MinuteView;
import dev.fxprof.live.view.RunningView;
import dev.fxprof.live.view.TickPoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * One server: takes its spans and shows them.
 *
 * <p>Guarantees: the sink that takes the spans only copies them, and neither waits nor throws; a thread of
 * the server's own looks at them. All else may be called by any thread.
 */
public final class LiveServer implements LiveView {
    private static final long PUBLISH_MILLIS = 250;
    private static final String NOT_ATTACHED = "no source of this server is there now";

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private final String name;
    private final Live live;
    private final LiveClock clock;
    private final HitchLog log;
    private final ChunkQueue queue = new ChunkQueue();
    private final Analysis analysis;
    private final Recent recent;
    private final Optional<OtlpServer> otlp;
    private final Optional<Tracing> tracing;
    private final Thread thread;
    private String lastFailure = "";
    private volatile boolean closing;
    private volatile Supplier<RunningView> running = () -> RunningView.unknown(NOT_ATTACHED);

    LiveServer(String name, Live live, LiveOptions options, LiveClock clock,
            ServerMetrics metrics) {
        this.name = name;
        this.live = live;
        this.clock = clock;
        log = new HitchLog(name, clock.wall());
        otlp = options.otlp().map(target -> new OtlpServer(target, name, this::snapshot,
                live.metrics().otlp()));
        tracing = otlp.map(collector -> new Tracing(collector,
                options.otlp().orElseThrow().tickSeconds(), clock.now()));
        LiveListener listener = otlp.isPresent()
                ? new Listeners(List.of(metrics, otlp.get()))
                : metrics;
        analysis = new Analysis(name, options, clock, metrics, listener, log,
                live.outside(this, metrics),
                new Minutes(name, live::saveMinutes), queue);
        recent = new Recent(analysis.recorder(), clock, options.tickIntervalNanos());
        thread = Thread.ofPlatform().daemon().name("fxprof-live-" + name).unstarted(this::run);
    }

    void start(List<HitchView> earlier) {
        log.restore(earlier);
        thread.start();
    }

    /**
     * Takes the spans of a source from now on. The sink's {@link SpanSink#flush} is what makes them
     * seen; its {@link SpanSink#close} says that the source has gone. Of several sources one at a time
     * may be attached.
     *
     * @param sites sites of the stream; read for as long as the flight recorder keeps any of it
     * @param title what the source says that it is
     * @param runningNow tells what runs at the moment; called by any thread, and may throw when the
     *     source has gone
     * @return takes the stream on one thread
     */
    public SpanSink attach(SiteTable sites, String title, Supplier<RunningView> runningNow) {
        running = runningNow;
        return new ChunkWriter(new StreamInfo(sites, title), clock.nanos(), chunk -> {
            if (chunk.isLast() && running == runningNow) {
                running = () -> RunningView.unknown(NOT_ATTACHED);
            }
            queue.offer(chunk);
        });
    }

    private void run() {
        try {
            long published = clock.now();
            while (true) {
                boolean isOver = closing;
                Chunk chunk = queue.poll(isOver ? 0 : PUBLISH_MILLIS);
                if (chunk == null && isOver) {
                    break;
                }
                if (chunk != null) {
                    attempt(() -> analysis.take(chunk));
                }
                if (chunk == null || clock.now() - published >= PUBLISH_MILLIS * 1_000_000) {
                    published = clock.now();
                    attempt(analysis::publish);
                }
            }
        } catch (InterruptedException _) {
            // Nothing more is looked at; what was begun is saved.
        }
        attempt(analysis::finish);
    }

    /** What a source can break must not end the analysis of those that come after it. */
    private void attempt(Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException | Error e) {
            failed(e);
        }
    }

    /** A broken source breaks each of its chunks in the same way. */
    private void failed(Throwable e) {
        String sentence = "What came from " + name + " could not be looked at: " + e + ".";
        if (!sentence.equals(lastFailure)) {
            lastFailure = sentence;
            live.tell(sentence);
        }
    }

    void stop() {
        closing = true;
    }

    /** Looks at what has come until {@link #stop}, and saves what was begun. */
    void close() throws InterruptedException {
        thread.join();
        otlp.ifPresent(OtlpServer::close);
    }

    void hitch(HitchView hitch, Broken broken) {
        tracing.ifPresent(traces -> traces.hitch(hitch, broken));
    }

    void stream(StreamInfo next) {
        tracing.ifPresent(traces -> traces.begin(next));
    }

    void kept(Chunk chunk, FlightRecorder recorder, LongUnaryOperator epochNanos) {
        tracing.ifPresent(traces -> traces.kept(chunk, recorder, epochNanos, clock.now()));
    }

    HitchLog log() {
        return log;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LiveSnapshot snapshot() {
        return analysis.snapshot();
    }

    @Override
    public List<TickPoint> ticks(long number) {
        return analysis.ticks(number);
    }

    @Override
    public List<HistoryPoint> history() {
        return analysis.history();
    }

    @Override
    public List<MinuteView> minutes(long fromMillis, long toMillis) {
        return live.minutes(name, fromMillis, toMillis);
    }

    @Override
    public List<HitchView> hitches() {
        return log.newestFirst().stream()
                .map(hitch -> hitch.captureState() == CaptureState.SAVED
                        && !live.hasCapture(hitch.capture())
                                ? hitch.withCapture("", CaptureState.EXPIRED)
                                : hitch)
                .toList();
    }

    @Override
    public FlameView flame(int seconds) {
        return recent.flame(seconds);
    }

    @Override
    public Report report(int seconds) {
        return recent.report(seconds);
    }

    @Override
    public IntervalView interval(long fromMillis, long toMillis) {
        return recent.interval(fromMillis, toMillis, analysis.time(), this::minutes);
    }

    @Override
    public RunningView running() {
        try {
            return running.get();
        } catch (RuntimeException e) {
            return RunningView.unknown("the source does not answer: " + e.getMessage());
        }
    }

    @Override
    public String trigger(String reason) {
        return analysis.trigger(reason).orElse("");
    }
}
