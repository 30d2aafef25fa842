package dev.fxprof.ringbuffer;

import dev.fxprof.api.Clock;
import dev.fxprof.api.GuardedSink;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanControl;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanRecorders;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * What the threads of this process record: a segment with their rings, and either a drain of its own
 * or, for a published one, whoever attaches to the file.
 *
 * <p>Assumptions: {@link #newRecorder} is called on the thread that will use the recorder.
 *
 * <p>Guarantees: after {@link #close()} of a recording with a drain, offered = drained + dropped.
 */
public final class Recording implements SpanRecorders, AutoCloseable {
    private static final long NAP_NANOS = 200_000;

    private final Segment segment;
    private final SiteRegistry sites;
    private final RecordingSwitch control;
    private final ProducerPool producers;
    private final ClockAnchors anchors;
    private final RecordingOptions options;
    private Optional<OverheadGovernor> governor = Optional.empty();
    private SpanDrain drain;
    private Pulse pulse;
    private SampleThread sampling;
    private long highWater;
    private long waits;
    private long waitedNanos;

    private Recording(Segment segment, RecordingOptions options, Clock clock, int clockKind) {
        this.segment = segment;
        this.options = options;
        sites = new SiteRegistry(segment.sites());
        control = new RecordingSwitch(sites, options.on(), options.flushMillis());
        producers = new ProducerPool(segment, clock, sites.gates());
        anchors = new ClockAnchors(segment, clock, clockKind);
    }

    /**
     * Prepares a recording in memory of this process; {@link #start} sets its drain going.
     *
     * @param options sizes, intervals and clock
     * @return the recording
     */
    public static Recording open(RecordingOptions options) {
        return open(options, options.clock().open(), options.clock().kind());
    }

    /** A recording that is stamped by a clock of the caller's, in nanoseconds. */
    static Recording open(RecordingOptions options, Clock clock) {
        return open(options, clock, Clocks.NANOS_KIND);
    }

    private static Recording open(RecordingOptions options, Clock clock, int clockKind) {
        return new Recording(
                Segment.anonymous(Geometry.of(options.producers(), options.ringSlots()),
                        SegmentOwner.current("", clockKind)),
                options, clock, clockKind);
    }

    /**
     * Publishes a recording in a file, for other processes to drain and to look at.
     *
     * @param file the segment to make; a segment that stands there is replaced
     * @param title what this process is, for people
     * @param options sizes and clock
     * @return the recording
     * @throws IOException if the file cannot be allocated whole; none is left behind then
     */
    public static Recording publish(Path file, String title, RecordingOptions options)
            throws IOException {
        int clockKind = options.clock().kind();
        Segment segment = Segment.create(file,
                Geometry.of(options.producers(), options.ringSlots()),
                SegmentOwner.current(title, clockKind));
        Recording recording = new Recording(segment, options, options.clock().open(), clockKind);
        recording.pulse = new Pulse(recording::beat);
        recording.pulse.start();
        return recording;
    }

    /**
     * Starts the drain. To be called once, and not on a published recording.
     *
     * @param sink receives the span stream on the drain's thread; not closed by the recording
     */
    public void start(SpanSink sink) {
        governor = OverheadGovernor.of(options, sites);
        governor.ifPresent(g -> sink.spanCost(g.cost()));
        GuardedSink guarded = new GuardedSink(
                governor.<SpanSink>map(g -> new GovernedSink(sink, g)).orElse(sink));
        drain = new SpanDrain(
                List.of(new SegmentDrain(segment, 0, SiteMap.same(), guarded, anchors.nowNanos(),
                        new TrackNumbers())),
                guarded, control::flushNanos, options.batchSize(), this::beat,
                () -> SegmentCost.of(segment));
        drain.start();
    }

    private void beat() {
        anchors.beat();
        producers.retireDead();
        segment.header().putLongRelease(SegmentDescriptor.HEARTBEAT_AT, System.nanoTime());
    }

    /**
     * Makes a recorder for the calling thread, which takes one of the rings. If none is free the
     * recorder records nothing, which {@link #refusedProducers()} counts.
     *
     * @param threadName name of the thread's track
     * @return the recorder
     */
    @Override
    public SpanRecorder newRecorder(String threadName) {
        return producers.register(threadName);
    }

    /**
     * Closes the recorder's open spans and gives its ring back. A thread that ends without this call
     * is found; its open spans end as unfinished.
     *
     * @param recorder what {@link #newRecorder} gave to the calling thread
     */
    @Override
    public void retire(SpanRecorder recorder) {
        producers.retire(recorder);
    }

    /**
     * Starts to look at the open spans of all threads at a fixed rate, beside the exact record. The
     * profile is complete after {@link #close()}.
     *
     * @param hertz samples a second, 1 to 10,000
     * @return the profile
     */
    public LiveSampler sampleLive(int hertz) {
        if (hertz < 1 || hertz > 10_000) {
            throw new IllegalArgumentException(
                    "samples a second must be from 1 to 10000, got " + hertz);
        }
        LiveSampler sampler = LiveSampler.of(segment);
        sampling = new SampleThread(sampler, hertz);
        return sampler;
    }

    /**
     * The switches.
     *
     * @return on, off, filters and flush interval
     */
    public SpanControl control() {
        return control;
    }

    /**
     * The site table.
     *
     * @return the recording's own
     */
    public SiteTable sites() {
        return sites;
    }

    /**
     * Waits until every ring is at least three quarters empty, if one is more than half full and a
     * drain runs. To be called where the recorded thread would be idle anyway, never within a tick.
     */
    public void awaitRoom() {
        long waiting = producers.mostWaiting();
        highWater = Math.max(highWater, waiting);
        int capacity = segment.geometry().ringSlots();
        if (waiting <= capacity / 2 || !isDrained()) {
            return;
        }
        waits++;
        long from = System.nanoTime();
        while (producers.mostWaiting() > capacity / 4 && isDrained()) {
            if (drain != null) {
                drain.wake();
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
        waitedNanos += System.nanoTime() - from;
    }

    private boolean isDrained() {
        return drain != null ? drain.isRunning() : segment.drain().isPresent();
    }

    /**
     * Waits until whoever attached to a published recording has taken everything, if somebody did.
     *
     * @param mostNanos longest wait
     */
    public void awaitRecorder(long mostNanos) {
        long from = System.nanoTime();
        while (counts().waiting() > 0 && segment.drain().isPresent()
                && System.nanoTime() - from < mostNanos) {
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    /**
     * The most records that waited in a ring at a call of {@link #awaitRoom()}.
     *
     * @return count, at most a ring's capacity
     */
    public long highWater() {
        return highWater;
    }

    /**
     * How often {@link #awaitRoom()} had to wait.
     *
     * @return count of waits
     */
    public long waits() {
        return waits;
    }

    /**
     * How long {@link #awaitRoom()} waited in all.
     *
     * @return nanoseconds
     */
    public long waitedNanos() {
        return waitedNanos;
    }

    /**
     * Why the sink takes nothing any more.
     *
     * @return its exception, or empty while all is well
     */
    public Optional<IOException> failure() {
        return Optional.ofNullable(drain == null ? null : drain.failure());
    }

    /**
     * What became of the records offered so far.
     *
     * @return the counts, exact after {@link #close()}
     */
    public RecordCounts counts() {
        return RecordCounts.of(segment);
    }

    /**
     * Threads that found no free ring.
     *
     * @return count
     */
    public long refusedProducers() {
        return segment.header().getLongAcquire(SegmentDescriptor.REFUSED_PRODUCERS_AT);
    }

    /**
     * Bound of the error of the recording's clock against the machine's, as measured so far.
     *
     * @return nanoseconds, 0 where the machine's own clock is used
     */
    public long clockErrorNanos() {
        return segment.header().getLongAcquire(SegmentDescriptor.CLOCK_ERROR_AT);
    }

    /**
     * How the recording keeps to its budget.
     *
     * @return the state now, or empty where no budget was set or no drain was started
     */
    public Optional<OverheadState> overhead() {
        return governor.map(OverheadGovernor::state);
    }

    /**
     * The drain's thread, for accounting its processor time.
     *
     * @return thread id
     */
    public long drainThreadId() {
        return drain.threadId();
    }

    /**
     * What this process records, as another one would see it.
     *
     * @return a view for one thread
     */
    public SegmentView view() {
        return new SegmentView(segment);
    }

    /**
     * Memory held by segment and reorder stage.
     *
     * @return bytes
     */
    public long bytes() {
        return segment.bytes() + (drain == null ? 0 : drain.bytes());
    }

    /** Stops recording, delivers what was offered, ends the drain. The sink stays open. */
    @Override
    public void close() {
        if (sampling != null) {
            sampling.stop();
        }
        control.disable();
        producers.retireAll();
        if (drain != null) {
            drain.stop();
        }
        if (pulse != null) {
            pulse.stop();
        }
        segment.header().putIntRelease(SegmentDescriptor.CLOSED_AT, 1);
    }
}
