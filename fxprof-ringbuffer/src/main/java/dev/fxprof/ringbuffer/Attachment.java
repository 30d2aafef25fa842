package dev.fxprof.ringbuffer;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.RingPosition;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The drain for segments that other processes publish, alive or dead.
 *
 * <p>Assumptions: the machine's monotonic clock is the same in all processes.
 *
 * <p>Guarantees: a segment has one drain at a time. The producers notice nothing of its coming and
 * going. What a drain that was killed had not delivered, the next one delivers; with the positions
 * that the capture holds, each record comes once.
 */
public final class Attachment implements AutoCloseable {
    private static final long LIVENESS_NANOS = 100_000_000;
    private static final int MOST_SEGMENTS = 8;

    private final List<Segment> segments;
    private final List<Memory> claimed = new ArrayList<>();
    private final List<SegmentDrain> drains = new ArrayList<>();
    private final SiteRegistry sites;
    private final ProcessIdentity self = ProcessIdentity.current();
    private SpanDrain drain;
    private long nextLook;

    private Attachment(List<Segment> segments) {
        this.segments = segments;
        // Names are merged in a table of this process.
        sites = new SiteRegistry(
                Segment.anonymous(new Geometry(1, 16, 16, 1 << 16, 16 << 20),
                        SegmentOwner.current("", Clocks.NANOS_KIND)).sites());
    }

    /**
     * Attaches to segments.
     *
     * @param files 1 to 8 segments
     * @return the attachment; {@link #start} sets the drain going
     * @throws SegmentException if a file is no segment, or another process drains it
     * @throws IOException if a file cannot be read and written
     */
    public static Attachment open(List<Path> files) throws IOException {
        if (files.isEmpty() || files.size() > MOST_SEGMENTS) {
            throw new SegmentException("expected 1 to " + MOST_SEGMENTS + " segments, got "
                    + files.size());
        }
        List<Segment> segments = new ArrayList<>();
        for (Path file : files) {
            segments.add(Segment.open(file));
        }
        Attachment attachment = new Attachment(segments);
        for (int i = 0; i < segments.size(); i++) {
            attachment.claim(segments.get(i), files.get(i));
        }
        return attachment;
    }

    private void claim(Segment segment, Path file) throws SegmentException {
        Memory header = segment.header();
        long seen = header.getLongAcquire(SegmentDescriptor.DRAIN_PID_AT);
        Optional<ProcessIdentity> other = segment.drain();
        if (other.isPresent() || !header.compareAndSetLong(SegmentDescriptor.DRAIN_PID_AT, seen,
                self.pid())) {
            release();
            throw new SegmentException(file + " is being recorded by process "
                    + header.getLongAcquire(SegmentDescriptor.DRAIN_PID_AT)
                    + " already; a segment has one recorder at a time");
        }
        header.putLongRelease(SegmentDescriptor.DRAIN_START_AT, self.startMillis());
        claimed.add(header);
    }

    private void release() {
        claimed.forEach(
                header -> header.compareAndSetLong(SegmentDescriptor.DRAIN_PID_AT, self.pid(), 0));
        claimed.clear();
    }

    /**
     * The names of all segments, merged.
     *
     * @return the table that site ids of the span stream refer to
     */
    public SiteTable sites() {
        return sites;
    }

    /**
     * What the processes are.
     *
     * @return their titles
     */
    public String title() {
        return segments.stream().map(s -> s.owner().title() + " " + s.owner().process().pid())
                .collect(Collectors.joining(", "));
    }

    /**
     * A time zero for a new capture.
     *
     * @return nanoseconds of the machine's monotonic clock, before any record that is still to come
     */
    public long originNanos() {
        return segments.stream()
                .mapToLong(s -> s.header().getLong(SegmentDescriptor.CREATED_NANOS_AT)).min()
                .orElseThrow();
    }

    /**
     * Random identities of the segments, by which a capture knows them again.
     *
     * @return one for each segment
     */
    public List<Long> identities() {
        return segments.stream().map(segment -> segment.owner().identity()).toList();
    }

    /**
     * Starts the drain. To be called once.
     *
     * @param sink receives the span stream on the drain's thread; not closed
     * @param originNanos time zero of the capture
     * @param positions what the capture holds already, empty for a new one
     * @param flushMillis how long records may gather, 1 to 1000 milliseconds
     */
    public void start(SpanSink sink, long originNanos, List<RingPosition> positions,
            int flushMillis) {
        GuardedSink guarded = new GuardedSink(sink);
        TrackNumbers tracks = new TrackNumbers();
        for (Segment segment : segments) {
            SegmentDrain one = new SegmentDrain(segment, drains.size(),
                    SiteMap.into(sites, segment.sites()), guarded, originNanos, tracks);
            one.resumeAfter(positions);
            drains.add(one);
        }
        drain = new SpanDrain(drains, guarded, () -> flushMillis * 1_000_000L, 1024, this::look,
                this::cost);
        drain.start();
    }

    /** On the drain's thread: shows that it lives, and looks who else does. */
    private void look() {
        long now = System.nanoTime();
        boolean due = now - nextLook >= 0;
        if (due) {
            nextLook = now + LIVENESS_NANOS;
        }
        for (int i = 0; i < segments.size(); i++) {
            Memory header = segments.get(i).header();
            header.putLongRelease(SegmentDescriptor.DRAIN_HEARTBEAT_AT, now);
            if (due && !drains.get(i).hasEnded()) {
                boolean closed = header.getIntAcquire(SegmentDescriptor.CLOSED_AT) != 0;
                if (closed || !segments.get(i).owner().process().isAlive()) {
                    drains.get(i).end(!closed);
                }
            }
        }
    }

    /**
     * Whether nothing will follow.
     *
     * @return true once all producers' processes have ended and what they left is taken
     */
    public boolean isOver() {
        return drains.stream().allMatch(SegmentDrain::isOver);
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
     * What the capture has cost so far.
     *
     * @return counts over all segments, clock and error
     */
    public CaptureCost cost() {
        return SegmentCost.of(segments);
    }

    /**
     * What became of the records so far.
     *
     * @return counts over all segments
     */
    public RecordCounts counts() {
        RecordCounts sum = RecordCounts.NONE;
        for (Segment segment : segments) {
            sum = sum.plus(RecordCounts.of(segment));
        }
        return sum;
    }

    /** Takes what there is, ends the drain and lets go of the segments. */
    @Override
    public void close() {
        if (drain != null) {
            drain.stop();
        }
        release();
    }
}
