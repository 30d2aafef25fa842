package dev.fxprof.ringbuffer;

import dev.fxprof.api.Clock;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanControl;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One recording of one thread: its recorder, ring, drain and reorder stage, wired to a sink.
 *
 * <p>Assumptions: {@link #recorder()} is used by one thread, the producer's, which also calls
 * {@link #offered()} and {@link #awaitRoom()}.
 *
 * <p>Guarantees: after {@link #close()}, offered = drained + dropped.
 */
public final class Recording implements AutoCloseable {
    private static final int PRODUCER = 1;
    private static final long NAP_NANOS = 200_000;

    private final SiteRegistry sites;
    private final RecordingSwitch control;
    private final SpanRing ring;
    private final SpanProducer producer;
    private final SpanDrain drain;
    private long highWater;
    private long waits;
    private long waitedNanos;

    private Recording(SiteRegistry sites, String threadName, RecordingOptions options, Clock clock,
            SpanSink sink) throws IOException {
        this.sites = sites;
        control = new RecordingSwitch(sites, options.on(), options.flushMillis());
        ring = new SpanRing(options.ringSlots());
        producer = new SpanProducer(PRODUCER, ring, clock, sites, control);
        drain = new SpanDrain(PRODUCER, ring, sink, control, options.batchSize(), clock,
                clock.nanos());
        sink.track(PRODUCER, threadName);
    }

    /**
     * Makes the site table of a recording to come, so that sinks can be opened with it.
     *
     * @return an empty table
     */
    public static SiteTable newSites() {
        return new SiteRegistry();
    }

    /**
     * Starts a recording; the drain runs from now on.
     *
     * @param sites what {@link #newSites()} returned
     * @param threadName name of the recorded thread
     * @param options sizes and intervals
     * @param clock what the producer reads
     * @param sink receives the span stream on the drain's thread; not closed by the recording
     * @return the recording
     * @throws IOException if the sink does not take the track
     */
    public static Recording start(SiteTable sites, String threadName, RecordingOptions options,
            Clock clock, SpanSink sink) throws IOException {
        Recording recording = new Recording((SiteRegistry) sites, threadName, options, clock, sink);
        recording.drain.start();
        return recording;
    }

    /**
     * The producer's side.
     *
     * @return the recorder of the one recorded thread
     */
    public SpanRecorder recorder() {
        return producer;
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
     * @return what {@link #start} was given
     */
    public SiteTable sites() {
        return sites;
    }

    /**
     * Waits until the ring is at least three quarters empty, if it is more than half full. To be
     * called where the recorded thread would be idle anyway, never within a tick.
     */
    public void awaitRoom() {
        long waiting = ring.waiting();
        highWater = Math.max(highWater, waiting);
        if (waiting <= ring.capacity() / 2) {
            return;
        }
        waits++;
        long from = System.nanoTime();
        while (ring.waiting() > ring.capacity() / 4 && drain.isRunning()) {
            drain.wake();
            LockSupport.parkNanos(NAP_NANOS);
        }
        waitedNanos += System.nanoTime() - from;
    }

    /**
     * The most records that waited in the ring at a call of {@link #awaitRoom()}.
     *
     * @return count, at most the ring's capacity
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
        return Optional.ofNullable(drain.failure());
    }

    /**
     * Records offered so far: slices, links and counters.
     *
     * @return count, exact on the producer's thread or after {@link #close()}
     */
    public long offered() {
        return ring.offered();
    }

    /**
     * Records taken from the ring so far.
     *
     * @return count, exact after {@link #close()}
     */
    public long drained() {
        return ring.drained();
    }

    /**
     * Records refused by a full ring so far.
     *
     * @return count
     */
    public long droppedFull() {
        return ring.dropped();
    }

    /**
     * Slices given up because one tree grew beyond the reorder stage's limit.
     *
     * @return count, exact after {@link #close()}
     */
    public long droppedTree() {
        return drain.givenUp();
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
     * Memory held by ring and reorder stage.
     *
     * @return bytes
     */
    public long bytes() {
        return ring.bytes() + drain.bytes();
    }

    /** Stops recording, delivers what was offered, ends the drain. The sink stays open. */
    @Override
    public void close() {
        control.disable();
        producer.closeAll();
        drain.stop();
    }
}
