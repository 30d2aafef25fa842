package dev.fxprof.ringbuffer;

import dev.fxprof.api.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sampling profile of all threads of a segment: looks at their live stacks from time to time and
 * counts what it finds. The producers notice nothing.
 *
 * <p>Assumptions: one thread calls {@link #sample()}; {@link #rows()} is called on that thread too or
 * after it has ended.
 */
public final class LiveSampler {
    /**
     * What was seen of one site.
     *
     * @param site the site
     * @param self samples that found it innermost
     * @param total samples that found it anywhere on a stack
     */
    public record Row(Site site, long self, long total) {}

    private final Segment segment;
    private final LiveStackReader[] readers;
    private long[] self = new long[256];
    private long[] total = new long[256];
    private long[] seenAt = new long[256];
    private long samples;
    private long idle;
    private long missed;

    private LiveSampler(Segment segment) {
        this.segment = segment;
        readers = new LiveStackReader[segment.geometry().producers()];
    }

    /**
     * A profile of a process's threads.
     *
     * @param view its segment
     * @return an empty profile
     */
    public static LiveSampler of(SegmentView view) {
        return new LiveSampler(view.segment());
    }

    static LiveSampler of(Segment segment) {
        return new LiveSampler(segment);
    }

    /** Looks at each thread once. */
    public void sample() {
        for (int ring = 0; ring < readers.length; ring++) {
            Memory control = segment.control(ring);
            if (control.getIntAcquire(RingDescriptor.STATE) != RingDescriptor.ACTIVE) {
                continue;
            }
            if (readers[ring] == null) {
                readers[ring] = new LiveStackReader(control, segment.liveStack(ring));
            }
            sample(readers[ring]);
        }
    }

    private void sample(LiveStackReader stack) {
        samples++;
        if (!stack.look()) {
            missed++;
            return;
        }
        if (stack.size() == 0) {
            idle++;
            return;
        }
        for (int i = 0; i < stack.size(); i++) {
            int site = room(stack.site(i));
            if (seenAt[site] != samples) {
                seenAt[site] = samples;
                total[site]++;
            }
        }
        self[room(stack.site(stack.size() - 1))]++;
    }

    private int room(int site) {
        int index = Math.clamp(site, 0, segment.sites().capacity());
        if (index >= self.length) {
            int length = Math.max(index + 1, self.length * 2);
            self = Arrays.copyOf(self, length);
            total = Arrays.copyOf(total, length);
            seenAt = Arrays.copyOf(seenAt, length);
        }
        return index;
    }

    /**
     * The sites seen so far.
     *
     * @return those most often innermost first
     */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int site = 1; site < total.length; site++) {
            if (total[site] > 0) {
                rows.add(new Row(segment.sites().read(site), self[site], total[site]));
            }
        }
        rows.sort((a, b) -> Long.compare(b.self, a.self));
        return rows;
    }

    /**
     * Looks taken, one for each thread.
     *
     * @return count
     */
    public long samples() {
        return samples;
    }

    /**
     * Looks that found nothing open.
     *
     * @return count
     */
    public long idle() {
        return idle;
    }

    /**
     * Looks at a stack that would not hold still.
     *
     * @return count
     */
    public long missed() {
        return missed;
    }
}
