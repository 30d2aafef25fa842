package dev.fxprof.ringbuffer;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.GuardedSink;
import dev.fxprof.api.HookSession;
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
public final class Attachment implements HookSession {
    private static final long LIVENESS_NANOS = 100_000_000;
    private static final int MOST_SEGMENTS = 8;

    private final List<Segment> segments;
    private final List<Memory> claimed = new ArrayList<>();
    private final List<SegmentDrain> drains = new ArrayList<>();
    private final SiteTable sites;
    private final ProcessIdentity self = ProcessIdentity.current();
    private SpanDrain drain;
    private long nextLook;

    private Attachment(List<Segment> segments) {
        this.segments = segments;
        // Names are merged in a table of this process.
        sites = SiteTables.ofThisProcess();
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

    @Override
    public SiteTable sites() {
        return sites;
    }

    @Override
    public String title() {
        return segments.stream().map(s -> s.owner().title() + " " + s.owner().process().pid())
                .collect(Collectors.joining(", "));
    }

    @Override
    public CaptureIdentity identity() {
        return new CaptureIdentity(
                segments.stream().map(segment -> segment.owner().identity()).toList(),
                segments.stream()
                        .mapToLong(s -> s.header().getLong(SegmentDescriptor.CREATED_NANOS_AT))
                        .min().orElseThrow());
    }

    @Override
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

    @Override
    public boolean isOver() {
        return drains.stream().allMatch(SegmentDrain::isOver);
    }

    @Override
    public Optional<IOException> failure() {
        return Optional.ofNullable(drain.failure());
    }

    @Override
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
