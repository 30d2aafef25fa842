package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.it.CrashLedger.Entry;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The capture of a {@link CrashProducer}, held against what the producer said of itself. */
final class CrashCapture {
    /** Bits of a span id that count begins; the number of the thread stands above them. */
    private static final int COUNT_BITS = 40;

    private final LoadedTrace trace;
    private final CrashLedger ledger;

    CrashCapture(Path file, CrashLedger ledger) {
        this.trace = LoadedTrace.read(file);
        this.ledger = ledger;
    }

    /** Records that the capture holds; what a dead process left open was never a record. */
    long written() {
        long slices = trace.all().filter(i -> !trace.isPlaceholder(i) && !trace.isUnfinished(i))
                .count();
        return slices + trace.flowStarts.size() + trace.counters;
    }

    void check(boolean killed) {
        TraceCheck.check(trace, TraceCheck.State.LOSSY);
        Set<Long> spans = new HashSet<>();
        Set<String> names = Stream.concat(CrashProducer.leafNames(),
                Stream.of(CrashProducer.OUTER, CrashProducer.MIDDLE)).collect(Collectors.toSet());
        for (int i = 0; i < trace.slices; i++) {
            if (!trace.isPlaceholder(i)) {
                assertThat(spans.add(trace.span(i))).as("%s is there once", trace.describe(i))
                        .isTrue();
                assertThat(trace.span(i) >> COUNT_BITS).as(trace.describe(i)).isEqualTo(1);
                assertThat(count(i)).as(trace.describe(i)).isBetween(1L, ledger.get(Entry.BEGUN));
                assertThat(names).contains(trace.name(i));
                assertThat(trace.site(i).resource()).isEqualTo(CrashProducer.RESOURCE);
            }
        }
        unfinished(killed);
    }

    private long count(int slice) {
        return trace.span(slice) & (1L << COUNT_BITS) - 1;
    }

    private void unfinished(boolean killed) {
        List<Integer> open = trace.all().filter(trace::isUnfinished).boxed().toList();
        if (!killed) {
            assertThat(open).isEmpty();
            return;
        }
        // Outer, middle, leaf and the leaf within it.
        assertThat(open).hasSizeLessThanOrEqualTo(4);
        long outer = ledger.get(Entry.OUTER);
        if (outer != 0) {
            assertThat(open.stream().filter(i -> count(i) == outer).map(trace::name))
                    .containsExactly(CrashProducer.OUTER);
            assertThat(open.stream().filter(i -> count(i) == outer + 1).map(trace::name))
                    .containsExactly(CrashProducer.MIDDLE);
        }
    }
}
