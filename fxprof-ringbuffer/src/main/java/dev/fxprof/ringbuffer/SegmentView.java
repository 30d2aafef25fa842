package dev.fxprof.ringbuffer;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A look into a segment from outside. It changes nothing and may be taken at any time, also after the
 * death of its process.
 */
public final class SegmentView {
    /**
     * The state of one ring.
     *
     * @param ring number of the ring, from 0
     * @param producer number of the registration that has it, 0 for none so far
     * @param thread name of the thread
     * @param active whether a thread has it now
     * @param counts what became of its records
     * @param torn records that the producer was writing when it died, 0 or 1
     */
    public record Ring(int ring, int producer, String thread, boolean active,
            RecordCounts counts, long torn) {}

    /**
     * An open span.
     *
     * @param site its site
     * @param runningNanos how long the stretch that is open has run, nanoseconds; until the last sign
     *     of life if the process is dead; 0 if it is not recorded, so that nobody looked at the clock
     * @param recorded whether the span is recorded
     */
    public record Frame(Site site, long runningNanos, boolean recorded) {}

    /**
     * The open spans of a thread.
     *
     * @param thread name of the thread
     * @param frames outermost first
     * @param complete false if there are more frames than others can see, or if the stack would not
     *     hold still
     */
    public record Stack(String thread, List<Frame> frames, boolean complete) {}

    private final Segment segment;
    private final TickConverter times;

    SegmentView(Segment segment) {
        this.segment = segment;
        this.times = new TickConverter(segment);
    }

    /**
     * Maps a segment.
     *
     * @param file the segment
     * @return the view
     * @throws SegmentException if the file is no segment that this version can read
     * @throws IOException if the file cannot be read and written
     */
    public static SegmentView open(Path file) throws IOException {
        return new SegmentView(Segment.open(file));
    }

    /**
     * What the process is.
     *
     * @return its title
     */
    public String title() {
        return segment.owner().title();
    }

    /**
     * The process whose threads record.
     *
     * @return its identity
     */
    public ProcessIdentity process() {
        return segment.owner().process();
    }

    /**
     * Whether the process records still.
     *
     * @return false if it ended or stopped recording
     */
    public boolean isLive() {
        return segment.header().getIntAcquire(SegmentDescriptor.CLOSED_AT) == 0
                && process().isAlive();
    }

    /**
     * When the segment was made.
     *
     * @return milliseconds since 1970
     */
    public long createdMillis() {
        return segment.owner().createdMillis();
    }

    /**
     * Who records the segment.
     *
     * @return the process of its drain, or empty
     */
    public Optional<ProcessIdentity> recorder() {
        return segment.drain();
    }

    /**
     * Cost, counts and clock.
     *
     * @return the sum over all rings
     */
    public CaptureCost cost() {
        return SegmentCost.of(segment);
    }

    /**
     * The rings that a thread has, or had.
     *
     * @return in the order of their numbers
     */
    public List<Ring> rings() {
        List<Ring> rings = new ArrayList<>();
        boolean live = isLive();
        for (int i = 0; i < segment.geometry().producers(); i++) {
            Memory control = segment.control(i);
            int producer = control.getInt(RingDescriptor.PRODUCER);
            if (producer != 0) {
                SpanRing ring = segment.ring(i);
                boolean torn = !live && control.getLong(RingDescriptor.TORN) == 0
                        && ring.reader().isTorn(ring.committed());
                rings.add(new Ring(i, producer,
                        SegmentSites.text(control, RingDescriptor.NAME),
                        control.getIntAcquire(RingDescriptor.STATE) == RingDescriptor.ACTIVE,
                        RecordCounts.of(segment, i),
                        torn ? 1 : control.getLong(RingDescriptor.TORN)));
            }
        }
        return rings;
    }

    /**
     * What is open on each thread at this moment, or was at the death of the process.
     *
     * @return one stack for each thread that has a ring
     */
    public List<Stack> openStacks() {
        long now = isLive()
                ? System.nanoTime()
                : segment.header().getLongAcquire(SegmentDescriptor.HEARTBEAT_AT);
        List<Stack> stacks = new ArrayList<>();
        for (int i = 0; i < segment.geometry().producers(); i++) {
            Memory control = segment.control(i);
            int producer = control.getInt(RingDescriptor.PRODUCER);
            if (control.getIntAcquire(RingDescriptor.STATE) == RingDescriptor.ACTIVE) {
                Stack stack = stack(control, segment.liveStack(i), now);
                // Otherwise another thread got the ring meanwhile: the stack is one's, the name another's.
                if (control.getIntAcquire(RingDescriptor.PRODUCER) == producer) {
                    stacks.add(stack);
                }
            }
        }
        return stacks;
    }

    private Stack stack(Memory control, Memory frames, long now) {
        LiveStackReader reader = new LiveStackReader(control, frames);
        boolean seen = reader.look();
        // A process may have died between its last sign of life and what it did last.
        long last = now;
        for (int i = 0; i < reader.size(); i++) {
            last = Math.max(last, times.nanos(reader.start(i)));
        }
        List<Frame> open = new ArrayList<>();
        for (int i = 0; i < reader.size(); i++) {
            boolean recorded = reader.span(i) != 0;
            long running = recorded ? last - times.nanos(reader.start(i)) : 0;
            open.add(new Frame(segment.sites().read(reader.site(i)), running, recorded));
        }
        return new Stack(SegmentSites.text(control, RingDescriptor.NAME), open,
                seen && reader.isWhole());
    }

    Segment segment() {
        return segment;
    }
}
