package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.SpanBatch;
import java.io.IOException;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeBuilderTest {
    private static final long ORIGIN = 1_000;
    private static final int SLICE = RecordDescriptor.SLICE;

    private final CollectingSink sink = new CollectingSink();
    private final TreeBuilder builder = new TreeBuilder(1, ORIGIN, sink);

    private void slice(int span, int parent, long start, long end, int depth) {
        slice(SLICE, span, parent, start, end, depth);
    }

    private void slice(int flags, int span, int parent, long start, long end, int depth) {
        builder.record(flags, span, parent, ORIGIN + start, ORIGIN + end, span, depth, 0, 0);
    }

    private void link(boolean continued, int from, long fromNanos, int to, long toNanos) {
        builder.record(
                RecordDescriptor.LINK | (continued ? RecordDescriptor.CONTINUED : 0), to, from,
                ORIGIN + fromNanos, ORIGIN + toNanos, to, 0, 0, 0);
    }

    private Tree only() {
        assertThat(sink.trees).hasSize(1);
        return sink.trees.getFirst();
    }

    @Test
    void shouldPutATreeInBeginOrder() {
        slice(3, 2, 2, 3, 2);
        slice(4, 2, 4, 5, 2);
        slice(2, 1, 1, 6, 1);
        slice(6, 5, 8, 9, 2);
        slice(5, 1, 7, 10, 1);
        assertThat(sink.trees).isEmpty();
        slice(1, 0, 0, 20, 0);

        Tree tree = only();
        assertThat(tree.track()).isEqualTo(1);
        assertThat(tree.siteOrder()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(tree.parents()).containsExactly(-1, 0, 1, 1, 0, 4);
        assertThat(tree.slices()).extracting(Tree.Slice::depth).containsExactly(0, 1, 2, 2, 1, 2);
        assertThat(tree.slices()).extracting(Tree.Slice::parentSpan).containsExactly(0L, 1L, 2L,
                2L, 1L, 5L);
        assertThat(tree.slices()).extracting(Tree.Slice::start).containsExactly(0L, 1L, 2L, 4L,
                7L, 8L);
        assertThat(tree.slices()).extracting(Tree.Slice::end).containsExactly(20L, 6L, 3L, 5L,
                10L, 9L);
    }

    @Test
    void shouldSubtractChildrenFromSelfTime() {
        slice(3, 2, 20, 30, 2);
        slice(2, 1, 10, 40, 1);
        slice(4, 1, 50, 55, 1);
        slice(1, 0, 0, 100, 0);

        assertThat(only().slices()).extracting(Tree.Slice::self).containsExactly(65L, 20L, 10L,
                5L);
    }

    @Test
    void shouldCarryFlagsAndSource() {
        builder.record(SLICE | RecordDescriptor.CONTINUED, 2, 1, ORIGIN + 1, ORIGIN + 2, 8, 1, 5,
                0);
        builder.record(SLICE | RecordDescriptor.UNFINISHED, 1, 0, ORIGIN, ORIGIN + 3, 9, 0, 6, 0);

        Tree.Slice root = only().slices().get(0);
        Tree.Slice child = only().slices().get(1);
        assertThat(root.first()).isTrue();
        assertThat(root.unfinished()).isTrue();
        assertThat(root.source()).isEqualTo(6);
        assertThat(child.first()).isFalse();
        assertThat(child.unfinished()).isFalse();
        assertThat(child.source()).isEqualTo(5);
        assertThat(child.placeholder()).isFalse();
    }

    @Test
    void shouldReleaseEachTreeWhenItsRootEnds() {
        slice(1, 0, 0, 5, 0);
        assertThat(sink.trees).hasSize(1);
        slice(3, 2, 7, 8, 1);
        slice(2, 0, 6, 9, 0);
        assertThat(sink.trees).hasSize(2);
        builder.finish();

        assertThat(sink.trees).hasSize(2);
        assertThat(sink.trees.get(1).siteOrder()).containsExactly(2, 3);
        assertThat(sink.trees.get(1).parents()).containsExactly(-1, 0);
    }

    @Test
    void shouldPutLinksAndCountersInTheBatchOfTheirTree() {
        slice(1, 0, 0, 5, 0);
        link(false, 1, 3, 2, 6);
        builder.record(RecordDescriptor.COUNTER, Double.doubleToRawLongBits(2.5), 0, ORIGIN + 7,
                0, 44, 0, 0, 0);
        slice(2, 0, 6, 9, 0);
        link(true, 2, 8, 2, 11);
        slice(SLICE | RecordDescriptor.CONTINUED, 2, 0, 11, 12, 0);

        assertThat(sink.trees.get(0).links()).isEmpty();
        assertThat(sink.trees.get(0).counters()).isEmpty();
        assertThat(sink.trees.get(1).links())
                .containsExactly(new Tree.Link(false, 1, 3, 2, 6));
        assertThat(sink.trees.get(1).counters()).containsExactly(new Tree.Counter(44, 7, 2.5));
        assertThat(sink.trees.get(2).links())
                .containsExactly(new Tree.Link(true, 2, 8, 2, 11));
    }

    @Test
    void shouldGiveMomentsBeforeTheCaptureAsNegative() {
        link(false, 7, -400, 1, 0);
        slice(1, 0, 0, 5, 0);

        assertThat(only().links()).containsExactly(new Tree.Link(false, 7, -400, 1, 0));
    }

    @Test
    void shouldGrowLinksAndCounters() {
        for (int i = 0; i < 1_000; i++) {
            link(false, 1000 + i, i, 1, 0);
            builder.record(RecordDescriptor.COUNTER, Double.doubleToRawLongBits(i), 0,
                    ORIGIN + i, 0, i, 0, 0, 0);
        }
        slice(1, 0, 0, 2_000, 0);

        assertThat(only().links()).hasSize(1_000);
        assertThat(only().counters()).extracting(Tree.Counter::value)
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).mapToObj(i -> (double) i).toList());
    }

    @Test
    void shouldDeliverCountersWithoutATreeAtTheEnd() {
        builder.record(RecordDescriptor.COUNTER, Double.doubleToRawLongBits(1), 0, ORIGIN + 1, 0,
                5, 0, 0, 0);
        builder.finish();

        assertThat(only().slices()).isEmpty();
        assertThat(only().counters()).containsExactly(new Tree.Counter(5, 1, 1));
    }

    @Test
    void shouldSendNothingWhenThereIsNothing() {
        builder.finish();
        builder.finish();

        assertThat(sink.trees).isEmpty();
    }

    @Test
    void shouldSendAnIncompleteTreeUnderPlaceholdersAtTheEnd() {
        slice(5, 4, 5, 6, 3);
        slice(3, 2, 8, 9, 2);
        builder.finish();

        Tree tree = only();
        assertRealParentsAreRight(tree);
        Tree.Slice deep = tree.slices().stream().filter(s -> s.span() == 5).findFirst()
                .orElseThrow();
        assertThat(deep.depth()).isEqualTo(3);
        assertThat(tree.slices().get(deep.parent()).placeholder()).isTrue();
        assertThat(tree.slices().get(deep.parent()).span()).isEqualTo(4);
        assertThat(tree.slices()).filteredOn(s -> !s.placeholder()).extracting(Tree.Slice::span)
                .containsExactly(5L, 3L);
    }

    @Test
    void shouldShelterASliceWhoseParentWasLost() {
        slice(3, 2, 2, 3, 2);
        slice(5, 1, 7, 8, 1);
        slice(1, 0, 0, 10, 0);

        Tree tree = only();
        assertThat(tree.slices()).extracting(Tree.Slice::placeholder).containsExactly(false, true,
                false, false);
        assertThat(tree.parents()).containsExactly(-1, 0, 1, 0);
        assertThat(tree.slices().get(1).span()).isEqualTo(2);
        assertThat(tree.slices().get(2).parentSpan()).isEqualTo(2);
        assertRealParentsAreRight(tree);
    }

    @Test
    void shouldNotGiveASliceToAnotherSliceOfItsParentsSpan() {
        slice(3, 2, 2, 3, 1);
        slice(SLICE | RecordDescriptor.CONTINUED, 2, 0, 10, 20, 0);

        Tree tree = only();
        assertThat(tree.parents()).containsExactly(-1, 0, -1);
        assertThat(tree.slices().get(0).placeholder()).isTrue();
        assertNested(tree);
    }

    @Test
    void shouldKeepSlicesOfTwoTreesApartWhenTheirParentsWereLost() {
        slice(4, 3, 3, 4, 3);
        slice(14, 13, 103, 104, 3);
        slice(11, 0, 100, 110, 0);

        Tree tree = only();
        assertNested(tree);
        assertThat(rootOf(tree, 14).span()).isEqualTo(11);
        assertThat(rootOf(tree, 4).placeholder()).isTrue();
    }

    @Test
    void shouldKeepSlicesOfOneSuspendedSpanApartWhenItsStretchesWereLost() {
        slice(4, 3, 3, 4, 2);
        slice(14, 3, 103, 104, 2);
        slice(11, 0, 100, 110, 0);

        Tree tree = only();
        assertNested(tree);
        assertThat(rootOf(tree, 14).span()).isEqualTo(11);
        assertThat(rootOf(tree, 4).placeholder()).isTrue();
    }

    @Test
    void shouldGivePlaceholdersAnIdThatASpanCanHave() {
        slice(4, 3, 3, 4, 4);
        slice(1, 0, 0, 10, 0);

        assertThat(only().slices()).hasSize(5)
                .allMatch(s -> s.span() >= 0 && s.span() < 1L << 53);
    }

    @Test
    void shouldLeaveOutLinksToSlicesThatWereLost() {
        link(true, 2, 1, 2, 5);
        slice(3, 1, 8, 9, 1);
        slice(1, 0, 4, 10, 0);

        assertThat(only().links()).isEmpty();
    }

    @Test
    void shouldHoldABoundedNumberOfSlicesAndCountTheRest() {
        int[] delivered = new int[1];
        TreeBuilder counting = new TreeBuilder(1, 0, new CollectingSink() {
            @Override
            public void accept(SpanBatch batch) {
                delivered[0] += batch.slices();
            }
        });
        int children = TreeBuilder.MAX_SLICES + 1_000;
        for (int i = 0; i < children; i++) {
            counting.record(SLICE, 2 + i, 1, 2L * i + 1, 2L * i + 2, 1, 1, 0, 0);
        }
        counting.record(SLICE, 1, 0, 0, 2L * children + 1, 1, 0, 0, 0);

        assertThat(counting.givenUp()).isEqualTo(1_000);
        assertThat(delivered[0]).isEqualTo(TreeBuilder.MAX_SLICES + 1);
        assertThat(delivered[0] + counting.givenUp()).isEqualTo(children + 1);
    }

    @Test
    void shouldHoldABoundedNumberOfLinksAndCounters() {
        long before = builder.bytes();
        for (int i = 0; i < 2_000_000; i++) {
            builder.record(RecordDescriptor.COUNTER, i, 0, ORIGIN + i, 0, 1, 0, 0, 0);
        }

        assertThat(builder.bytes() - before).isLessThan(32L << 20);
    }

    @Test
    void shouldGiveMemoryBackAfterALargeTree() {
        long before = builder.bytes();
        for (int i = 0; i < 300_000; i++) {
            builder.record(SLICE, 2 + i, 1, ORIGIN + 2L * i + 1, ORIGIN + 2L * i + 2, 1, 1, 0, 0);
        }
        slice(1, 0, 0, 700_000, 0);
        assertThat(builder.bytes()).isGreaterThan(before * 10);
        for (int i = 0; i < 10; i++) {
            slice(1, 0, 700_001 + 2 * i, 700_002 + 2 * i, 0);
        }

        assertThat(builder.bytes()).isLessThan(before * 10);
    }

    @Test
    void shouldGrowWithTheDepth() {
        for (int depth = 999; depth >= 0; depth--) {
            slice(depth + 1, depth, depth, 10_000 - depth, depth);
        }

        Tree tree = only();
        assertThat(tree.slices()).hasSize(1_000);
        assertThat(tree.parents()).isEqualTo(IntStream.range(-1, 999).boxed().toList());
    }

    @Test
    void shouldCallTheSinkNoMoreOnceItFailed() {
        int[] calls = new int[1];
        TreeBuilder failing = new TreeBuilder(1, 0, new CollectingSink() {
            @Override
            public void accept(SpanBatch batch) throws IOException {
                calls[0]++;
                throw new IOException("disk full");
            }
        });
        for (int i = 0; i < 5; i++) {
            failing.record(SLICE, i + 1, 0, 2L * i, 2L * i + 1, 1, 0, 0, 0);
        }
        failing.finish();

        assertThat(calls[0]).isEqualTo(1);
        assertThat(failing.failure()).hasMessage("disk full");
    }

    private static Tree.Slice rootOf(Tree tree, long span) {
        Tree.Slice at = Collections.max(
                tree.slices().stream().filter(s -> s.span() == span && !s.placeholder()).toList(),
                (x, y) -> Long.compare(x.start(), y.start()));
        while (at.parent() >= 0) {
            at = tree.slices().get(at.parent());
        }
        return at;
    }

    private static void assertRealParentsAreRight(Tree tree) {
        assertThat(tree.slices()).allMatch(s -> s.parent() < 0 || s.placeholder()
                || s.parentSpan() == tree.slices().get(s.parent()).span());
        assertNested(tree);
    }

    private static void assertNested(Tree tree) {
        assertThat(new TreeChecks(0).nesting(tree)).isEmpty();
    }
}
