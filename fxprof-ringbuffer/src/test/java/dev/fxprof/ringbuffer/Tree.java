package dev.fxprof.ringbuffer;

import dev.fxprof.api.SpanBatch;
import java.util.List;
import java.util.stream.IntStream;

record Tree(int track, List<Slice> slices, List<Link> links, List<Counter> counters) {
    record Slice(int site, long span, long parentSpan, int parent, int depth, long start,
            long end, long self, boolean first, boolean unfinished, boolean placeholder,
            int source) {}

    record Link(boolean continues, long from, long fromNanos, long to, long toNanos) {}

    record Counter(int site, long nanos, double value) {}

    static Tree of(SpanBatch b) {
        return new Tree(b.track(),
                IntStream.range(0, b.slices())
                        .mapToObj(i -> new Slice(b.site(i), b.spanId(i), b.parentId(i), b.parent(i),
                                b.depth(i), b.startNanos(i), b.endNanos(i), b.selfNanos(i),
                                b.isFirst(i), b.isUnfinished(i), b.isPlaceholder(i), b.source(i)))
                        .toList(),
                IntStream.range(0, b.links())
                        .mapToObj(j -> new Link(b.linkContinues(j), b.linkFrom(j),
                                b.linkFromNanos(j), b.linkTo(j), b.linkToNanos(j)))
                        .toList(),
                IntStream.range(0, b.counters()).mapToObj(
                        k -> new Counter(b.counterSite(k), b.counterNanos(k), b.counterValue(k)))
                        .toList());
    }

    List<Slice> roots() {
        return slices.stream().filter(s -> s.parent() < 0).toList();
    }

    List<Integer> siteOrder() {
        return slices.stream().map(Slice::site).toList();
    }

    List<Integer> parents() {
        return slices.stream().map(Slice::parent).toList();
    }
}
