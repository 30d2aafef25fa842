package dev.fxprof.export.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a capture replays, checked against the contract of the sink while it comes. */
public final class Replayed implements SpanObserver {
    public record Slice(int track, int site, long start, long end, int parent, int depth, long self,
            long span, long parentSpan, boolean first, boolean unfinished, boolean placeholder,
            int source, long calls) {}

    public record Link(boolean continues, long from, long fromNanos, long to, long toNanos) {}

    public record Counter(int track, int site, long nanos, double value) {}

    public record Loss(int track, long nanos, long records) {}

    public final Map<Integer, String> names = new TreeMap<>();
    public final Map<Integer, List<Slice>> slices = new TreeMap<>();
    public final List<Link> links = new ArrayList<>();
    public final List<Counter> counters = new ArrayList<>();
    public final List<Loss> losses = new ArrayList<>();
    public final List<SamplingStep> steps = new ArrayList<>();
    public CaptureCost cost;
    private final Map<Integer, Long> ends = new TreeMap<>();
    private long lastEnd = Long.MIN_VALUE;
    private boolean flushed;

    public static Replayed of(Capture capture) throws IOException {
        Replayed replayed = new Replayed();
        capture.replay(replayed);
        assertThat(replayed.flushed).isTrue();
        return replayed;
    }

    public List<Slice> all() {
        return slices.values().stream().flatMap(List::stream).toList();
    }

    public List<Slice> only() {
        assertThat(slices).hasSize(1);
        return slices.values().iterator().next();
    }

    @Override
    public void track(int track, String name) {
        assertThat(names.put(track, name)).as("track %d was announced before", track).isNull();
        assertThat(track).isPositive();
    }

    @Override
    public void accept(SpanBatch batch) {
        assertThat(names).containsKey(batch.track());
        assertThat(batch.slices() + batch.counters()).isPositive();
        List<Slice> of = slices.computeIfAbsent(batch.track(), track -> new ArrayList<>());
        long[] children = new long[batch.slices()];
        for (int i = 0; i < batch.slices(); i++) {
            check(batch, i, children);
            of.add(new Slice(batch.track(), batch.site(i), batch.startNanos(i), batch.endNanos(i),
                    batch.parent(i) < 0 ? -1 : of.size() - (i - batch.parent(i)), batch.depth(i),
                    batch.selfNanos(i), batch.spanId(i), batch.parentId(i), batch.isFirst(i),
                    batch.isUnfinished(i), batch.isPlaceholder(i), batch.source(i),
                    batch.calls(i)));
        }
        for (int i = 0; i < batch.slices(); i++) {
            if (batch.endNanos(i) - batch.startNanos(i) - children[i] != batch.selfNanos(i)) {
                throw new AssertionError("self time of slice " + i);
            }
        }
        addTies(batch);
    }

    private void check(SpanBatch batch, int i, long[] children) {
        int parent = batch.parent(i);
        long start = batch.startNanos(i);
        long end = batch.endNanos(i);
        boolean sound = start >= 0 && end >= start && batch.depth(i) == (parent < 0
                ? 0
                : batch.depth(parent) + 1) && (i == 0) == (parent < 0);
        if (parent < 0) {
            sound &= start >= ends.getOrDefault(batch.track(), Long.MIN_VALUE) && end >= lastEnd;
            ends.put(batch.track(), end);
            lastEnd = end;
        } else {
            sound &= parent < i && start >= batch.startNanos(i - 1)
                    && start >= batch.startNanos(parent) && end <= batch.endNanos(parent)
                    && batch.parentId(i) == batch.spanId(parent);
            children[parent] += end - start;
        }
        if (!sound) {
            throw new AssertionError("slice " + i + " of " + batch.slices() + ": " + start + " to "
                    + end + " in " + parent);
        }
    }

    private void addTies(SpanBatch batch) {
        for (int j = 0; j < batch.links(); j++) {
            Link link = new Link(batch.linkContinues(j), batch.linkFrom(j), batch.linkFromNanos(j),
                    batch.linkTo(j), batch.linkToNanos(j));
            boolean here = false;
            for (int i = 0; i < batch.slices(); i++) {
                here |= batch.spanId(i) == link.to && batch.startNanos(i) <= link.toNanos
                        && batch.endNanos(i) >= link.toNanos;
            }
            assertThat(here).as("%s ends in its batch", link).isTrue();
            links.add(link);
        }
        for (int k = 0; k < batch.counters(); k++) {
            counters.add(new Counter(batch.track(), batch.counterSite(k), batch.counterNanos(k),
                    batch.counterValue(k)));
        }
    }

    @Override
    public void lost(int track, long nanos, long records) {
        losses.add(new Loss(track, nanos, records));
    }

    @Override
    public void sampling(SamplingStep step) {
        steps.add(step);
    }

    @Override
    public void cost(CaptureCost now) {
        cost = now;
    }

    @Override
    public void flush() {
        flushed = true;
    }
}
