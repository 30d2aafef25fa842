package dev.fxprof.live.core;

import dev.fxprof.api.FanOut;
import dev.fxprof.live.aggregate.LiveAggregates;
import dev.fxprof.live.aggregate.LiveListener;
import dev.fxprof.live.hitch.Broken;
import dev.fxprof.live.hitch.HitchDetector;
import dev.fxprof.live.hitch.HitchLog;
import dev.fxprof.live.metrics.ServerMetrics;
import dev.fxprof.live.recorder.Chunk;
import dev.fxprof.live.recorder.ChunkReader;
import dev.fxprof.live.recorder.FlightRecorder;
import dev.fxprof.live.recorder.StreamInfo;
import dev.fxprof.live.view.HistoryPoint;
import dev.fxprof.live.view.HitchView;
import dev.fxprof.live.view.LiveSnapshot;
import dev.fxprof.live.view.ServerState;
import dev.fxprof.live.view.TickPoint;
import dev.fxprof.live.view.WindowView;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/**
 * Looks at the spans of one server.
 *
 * <p>Assumptions: one thread calls {@link #take} and {@link #publish}. Guarantees: what else is public to
 * the package may be called by any thread.
 */
final class Analysis {
    private static final long SILENT_NANOS = 5_000_000_000L;
    private static final int MOST_TICKS = 4096;
    private static final int LONGEST_REASON = 60;

    /** What the rest of the daemon does for the analysis of a server. */
    interface Outside {
        /**
         * Numbers the next snapshot. Nobody hears of the number before the snapshot is stored.
         *
         * @param store makes and stores the snapshot of that number
         */
        void publish(LongConsumer store);

        /** Id of a new hitch or capture. */
        String nextId();

        /** A hitch was found. */
        void hitch(HitchView hitch, Broken broken);

        /** Another stream begins. */
        void stream(StreamInfo next);

        /** What came last is kept, with all that hitches were found in so far. */
        void kept(Chunk chunk, FlightRecorder recorder, LongUnaryOperator epochNanos);

        /** A capture may be written now. */
        void save(CapturePlanner.Plan plan, CaptureContent content);
    }

    private final String server;
    private final LiveOptions options;
    private final LiveClock clock;
    private final Outside outside;
    private final ChunkQueue queue;
    private final ServerMetrics metrics;
    private final StreamTime time;
    private final LiveAggregates aggregates;
    private final HitchDetector detector;
    private final OwnCosts costs;
    private final CaptureMarks marks;
    private final FlightRecorder recorder;
    private final HitchLog log;
    private final CapturePlanner planner;
    private final ChunkReader reader = new ChunkReader();
    private final FanOut sinks;
    private final Minutes minutes;
    private final Deque<TickPoint> ticks = new ArrayDeque<>();
    private final List<TickPoint> newTicks = new ArrayList<>();
    private List<WindowView> windows = List.of();
    private long windowsAt = Long.MIN_VALUE;
    private long processorNanos;
    private StreamInfo stream;
    private ServerState state = ServerState.WAITING;
    private long stateSince;
    private long heard;
    private volatile List<HistoryPoint> history = List.of();
    private volatile LiveSnapshot snapshot;

    Analysis(String server, LiveOptions options, LiveClock clock, ServerMetrics metrics,
            LiveListener listener, HitchLog log, Outside outside, Minutes minutes,
            ChunkQueue queue) {
        this.server = server;
        this.options = options;
        this.clock = clock;
        this.outside = outside;
        this.queue = queue;
        this.metrics = metrics;
        this.log = log;
        this.minutes = minutes;
        time = new StreamTime(clock);
        aggregates = new LiveAggregates(options.tickIntervalNanos(), listener);
        detector = new HitchDetector(options.rules(), options.tickIntervalNanos(),
                aggregates::tickPercentile, this::hitch, this::tick, time::millis);
        costs = new OwnCosts(options.recorderBytes(), options.recorderSeconds());
        marks = new CaptureMarks(clock);
        recorder = new FlightRecorder(options.recorderSeconds() * 1_000_000_000L,
                options.recorderBytes());
        planner = new CapturePlanner(options, recorder, clock.now(), outside::nextId);
        options.rules().forEach(rule -> metrics.expect(rule.kind()));
        stateSince = clock.wall().millis();
        sinks = new FanOut(List.of(aggregates, detector, costs, marks));
        snapshot = view(0);
    }

    void take(Chunk chunk) throws IOException {
        if (chunk.stream() != stream) {
            begin(chunk.stream(), chunk.heardNanos());
        }
        if (chunk.cost() != null) {
            costs.take(chunk.cost());
        }
        if (chunk.lastNanos() != Long.MIN_VALUE) {
            heard = chunk.heardNanos();
            time.heard(chunk.lastNanos(), chunk.heardNanos());
            aggregates.time(time.offset(), time.originMillis(), chunk.heardNanos());
            state(ServerState.LIVE);
        }
        aggregates.spanCost(chunk.stream().cost());
        costs.behind(chunk.behind());
        if (chunk.behind() > 0) {
            detector.gap();
        }
        try {
            // A hitch keeps what was before it, which the chunk that tells of it may push out.
            reader.play(chunk, sinks);
        } finally {
            planner.add(chunk, time.latest(chunk.heardNanos()));
        }
        marks.take().forEach(this::trigger);
        if (chunk.isLast()) {
            costs.over();
            state(ServerState.ENDED);
        }
        save(chunk.isLast());
        outside.kept(chunk, recorder, time.fixedNanos());
    }

    private void begin(StreamInfo next, long heardFirst) throws IOException {
        save(true);
        stream = next;
        heard = clock.now();
        recorder.clear();
        time.stream();
        costs.stream(heardFirst);
        aggregates.stream(next.sites());
        detector.stream(next);
        marks.stream(next.sites());
        outside.stream(next);
        state(ServerState.LIVE);
    }

    private void state(ServerState next) {
        if (state != next) {
            state = next;
            stateSince = clock.wall().millis();
        }
    }

    private void tick(TickPoint tick) {
        newTicks.add(tick);
    }

    private void hitch(Broken broken) {
        aggregates.hitch();
        metrics.hitch(broken.rule().kind());
        CapturePlanner.Answer answer = planner.hitch(stream, broken.hitch().startNanos(),
                broken.endNanos(), clock.now());
        if (answer.capture().isEmpty()) {
            metrics.capture("limited");
        }
        HitchView view = log.add(outside.nextId(), broken,
                time.millis(broken.hitch().startNanos()), answer.capture(), answer.state());
        minutes.hitch(view);
        outside.hitch(view, broken);
    }

    private void save(boolean isOver) {
        // A stream is not quiet as long as something of it waits; the time is that of before the look.
        long now = clock.now();
        long quiet = queue.isEmpty() ? now : Long.MIN_VALUE;
        for (CapturePlanner.Plan plan : planner.due(stream, recorder.newestNanos(), quiet,
                isOver)) {
            outside.save(plan, new CaptureContent(server, plan,
                    costs.newest(), clock.wall().millis(), time.fixed(),
                    () -> log.of(plan.id)));
        }
    }

    /** Saves what nothing will follow any more. */
    void finish() {
        save(true);
        minutes.finish(clock.wall().millis());
    }

    /** Makes a new snapshot if there is something new. */
    void publish() {
        long now = clock.now();
        if (state == ServerState.LIVE && now - heard > SILENT_NANOS && queue.isEmpty()) {
            state(ServerState.SILENT);
        }
        if (state == ServerState.SILENT) {
            aggregates.silent(now);
        }
        if (stream != null) {
            save(false);
        }
        boolean isNewSecond = windowsAt != aggregates.seconds();
        if (isNewSecond) {
            windowsAt = aggregates.seconds();
            windows = aggregates.windows();
            history = aggregates.history();
            long used = costs.sample(now);
            metrics.analysis(used - processorNanos);
            processorNanos = used;
            minutes.second(windowsAt, windows, clock.wall().millis());
        }
        if (isNewSecond || !newTicks.isEmpty() || snapshot.state() != state) {
            outside.publish(sequence -> snapshot = view(sequence));
            metrics.own(snapshot);
            newTicks.clear();
        }
    }

    private LiveSnapshot view(long sequence) {
        synchronized (ticks) {
            ticks.addAll(newTicks);
            while (ticks.size() > MOST_TICKS) {
                ticks.removeFirst();
            }
        }
        return new LiveSnapshot(sequence, clock.wall().millis(), server,
                stream == null ? "" : stream.title(), state, stateSince,
                options.tickIntervalNanos(), newTicks, windows,
                costs.view(aggregates, recorder, queue.lostSlices(), clock.now()),
                log.count());
    }

    /** The newest snapshot; any thread. */
    LiveSnapshot snapshot() {
        return snapshot;
    }

    /** Ticks from a number on; any thread. */
    List<TickPoint> ticks(long number) {
        synchronized (ticks) {
            return ticks.stream().filter(tick -> tick.number() >= number).toList();
        }
    }

    /** The last 15 minutes by the second; any thread. */
    List<HistoryPoint> history() {
        return history;
    }

    /** The flight recorder; any thread. */
    FlightRecorder recorder() {
        return recorder;
    }

    /** Where the stream is on the daemon's time; any thread may ask for moments. */
    StreamTime time() {
        return time;
    }

    /** Asks for a capture of what is kept; any thread. */
    Optional<String> trigger(String reason) {
        Optional<String> id = planner.manual(reason.length() > LONGEST_REASON
                ? reason.substring(0, LONGEST_REASON)
                : reason, clock.now());
        if (id.isEmpty() && recorder.newestNanos() != Long.MIN_VALUE) {
            metrics.capture("limited");
        }
        return id;
    }
}
