package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
abstract class SpscQueueContractTest {
    private static final int SMALL = 16;

    abstract RecordQueue create(int capacity);

    static Recorded at(long position) {
        long mixed = position * 0x9E3779B97F4A7C15L;
        return new Recorded(RecordDescriptor.SLICE, position, mixed, mixed ^ position, ~mixed,
                (int) mixed, (int) (mixed >>> 32), (int) position, (int) (mixed >>> 16));
    }

    static boolean matches(long position, int flags, long parent, long start, long end, int site,
            int depth, int source, int caller) {
        long mixed = position * 0x9E3779B97F4A7C15L;
        return (flags & ~RecordDescriptor.AFTER_DROP) == RecordDescriptor.SLICE && parent == mixed
                && start == (mixed ^ position) && end == ~mixed && site == (int) mixed
                && depth == (int) (mixed >>> 32) && source == (int) position
                && caller == (int) (mixed >>> 16);
    }

    private static List<Recorded> drain(RecordQueue queue, int limit) {
        List<Recorded> taken = new ArrayList<>();
        int count = queue.drain(Recorded.into(taken), limit);
        assertThat(taken).hasSize(count);
        return taken;
    }

    private static void fill(RecordQueue queue) {
        for (int i = 0; i < queue.capacity(); i++) {
            assertThat(queue.offer(at(i))).isTrue();
        }
    }

    @Test
    void shouldGiveNothingWhenEmpty() {
        RecordQueue queue = create(SMALL);

        assertThat(drain(queue, SMALL)).isEmpty();
        assertThat(queue.waiting()).isZero();
        assertThat(queue.offered()).isZero();
        assertThat(queue.drained()).isZero();
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void shouldGiveRecordsWholeAndInOrder() {
        RecordQueue queue = create(SMALL);
        fill(queue);

        List<Recorded> taken = drain(queue, SMALL);

        for (int i = 0; i < SMALL; i++) {
            assertThat(taken.get(i)).isEqualTo(at(i));
        }
    }

    @Test
    void shouldKeepExtremeValues() {
        RecordQueue queue = create(SMALL);
        Recorded least = new Recorded(RecordDescriptor.SLICE, Long.MIN_VALUE, Long.MIN_VALUE,
                Long.MIN_VALUE, Long.MIN_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE,
                Integer.MIN_VALUE, Integer.MIN_VALUE);
        Recorded most = new Recorded(Integer.MAX_VALUE & ~RecordDescriptor.AFTER_DROP,
                Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE,
                Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

        queue.offer(least);
        queue.offer(most);

        assertThat(drain(queue, SMALL)).containsExactly(least, most);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 1024})
    void shouldHoldExactlyItsCapacity(int capacity) {
        RecordQueue queue = create(capacity);

        fill(queue);

        assertThat(queue.capacity()).isEqualTo(capacity);
        assertThat(queue.offer(at(capacity))).isFalse();
        assertThat(queue.waiting()).isEqualTo(capacity);
        assertThat(drain(queue, Integer.MAX_VALUE)).hasSize(capacity);
    }

    @Test
    void shouldStayInOrderWhenItWrapsManyTimes() {
        RecordQueue queue = create(SMALL);
        long in = 0;
        long out = 0;

        for (int round = 0; round < 10_000; round++) {
            for (int i = 0; i < 1 + round % SMALL; i++) {
                assertThat(queue.offer(at(in))).isTrue();
                in++;
            }
            for (Recorded r : drain(queue, SMALL)) {
                assertThat(r).isEqualTo(at(out));
                out++;
            }
        }

        assertThat(out).isEqualTo(in).isEqualTo(queue.drained());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 16, 100})
    void shouldTakeNoMoreThanTheLimit(int limit) {
        RecordQueue queue = create(SMALL);
        fill(queue);

        assertThat(drain(queue, limit)).hasSize(Math.min(limit, SMALL));
        assertThat(queue.waiting()).isEqualTo(SMALL - Math.min(limit, SMALL));
    }

    @Test
    void shouldRefuseWhenFullAndCountEachRefusal() {
        RecordQueue queue = create(SMALL);
        fill(queue);

        for (int i = 1; i <= 5; i++) {
            assertThat(queue.offer(at(1000 + i))).isFalse();
            assertThat(queue.dropped()).isEqualTo(i);
        }

        assertThat(drain(queue, SMALL)).hasSize(SMALL).noneMatch(r -> r.span() > 1000);
        assertThat(queue.offered()).isEqualTo(SMALL + 5);
        assertThat(queue.drained()).isEqualTo(SMALL);
    }

    @Test
    void shouldMakeRoomForAsManyAsWereDrained() {
        RecordQueue queue = create(SMALL);
        fill(queue);
        queue.offer(at(99));
        drain(queue, 3);

        assertThat(queue.offer(at(100))).isTrue();
        assertThat(queue.offer(at(101))).isTrue();
        assertThat(queue.offer(at(102))).isTrue();
        assertThat(queue.offer(at(103))).isFalse();
    }

    @Test
    void shouldFlagOnlyTheFirstRecordAfterADrop() {
        RecordQueue queue = create(SMALL);
        fill(queue);
        queue.offer(at(100));
        queue.offer(at(101));
        drain(queue, 3);
        queue.offer(at(200));
        queue.offer(at(201));
        queue.offer(at(202));
        queue.offer(at(102));
        List<Recorded> rest = drain(queue, SMALL);
        queue.offer(at(203));
        rest.addAll(drain(queue, SMALL));

        assertThat(rest.stream().filter(Recorded::isAfterDrop).map(Recorded::span))
                .containsExactly(200L, 203L);
    }

    @Test
    void shouldFlagNothingWithoutADrop() {
        RecordQueue queue = create(SMALL);
        List<Recorded> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            queue.offer(at(i));
            all.addAll(drain(queue, SMALL));
        }

        assertThat(all).hasSize(1000).noneMatch(Recorded::isAfterDrop);
    }

    @Test
    void shouldAccountForEveryRecordWhateverTheInterleaving() {
        Random random = new Random(20);
        RecordQueue queue = create(SMALL);
        long offers = 0;
        for (int round = 0; round < 20_000; round++) {
            for (int i = random.nextInt(2 * SMALL); i > 0; i--) {
                queue.offer(at(offers++));
            }
            drain(queue, random.nextInt(2 * SMALL));
            assertThat(queue.offered()).isEqualTo(offers)
                    .isEqualTo(queue.drained() + queue.dropped() + queue.waiting());
        }
    }

    @Test
    void shouldShowARecordToTheConsumerOfTheSameDrainOnlyOnceCommitted() {
        RecordQueue queue = create(SMALL);
        queue.offer(at(0));
        List<Long> seen = new ArrayList<>();

        queue.drain((flags, span, parent, start, end, site, depth, source, caller) -> {
            seen.add(span);
            if (span < 40) {
                queue.offer(at(span + 1));
            }
        }, SMALL);

        assertThat(seen).startsWith(0L).isSorted().doesNotHaveDuplicates();
        assertThat(queue.offered())
                .isEqualTo(queue.drained() + queue.dropped() + queue.waiting());
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 1024})
    void shouldDeliverEveryRecordBetweenTwoThreads(int capacity) throws Exception {
        // A small ring changes hands so often that a busy machine's scheduler would be the test.
        long records = Math.min(3_000_000, 20_000L * capacity);
        RecordQueue queue = create(capacity);
        Checker checker = new Checker();

        between(() -> {
            for (long i = 0; i < records; i++) {
                while (queue.waiting() >= capacity) {
                    Thread.yield();
                }
                if (!queue.offer(at(i))) {
                    throw new AssertionError("refused although there was room");
                }
            }
            return null;
        }, producer -> {
            while (checker.count < records && !failed(producer)) {
                if (queue.drain(checker, 64) == 0) {
                    Thread.yield();
                }
            }
        });

        assertThat(checker.torn).isZero();
        assertThat(checker.outOfOrder).isZero();
        assertThat(checker.missing).isZero();
        assertThat(checker.flagged).isZero();
        assertThat(queue.dropped()).isZero();
        assertThat(queue.drained()).isEqualTo(records).isEqualTo(queue.offered());
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 1024})
    void shouldAccountForEveryRecordWhenTheConsumerLags(int capacity) throws Exception {
        long records = 3_000_000;
        RecordQueue queue = create(capacity);
        Checker checker = new Checker();

        between(() -> {
            for (long i = 0; i < records; i++) {
                queue.offer(at(i));
            }
            return null;
        }, producer -> {
            Random random = new Random(7);
            boolean done;
            do {
                done = producer.isDone();
                while (queue.drain(checker, 1 + random.nextInt(capacity)) > 0) {
                    for (int i = random.nextInt(200); i > 0; i--) {
                        Thread.onSpinWait();
                    }
                }
            } while (!done);
        });

        long missingAtTheEnd = records - 1 - checker.last;
        assertThat(checker.torn).isZero();
        assertThat(checker.outOfOrder).isZero();
        assertThat(checker.wronglyFlagged).isZero();
        assertThat(checker.missing + missingAtTheEnd).isEqualTo(queue.dropped());
        assertThat(checker.count).isEqualTo(queue.drained());
        assertThat(queue.drained() + queue.dropped()).isEqualTo(records)
                .isEqualTo(queue.offered());
    }

    private static boolean failed(Future<?> producer) {
        return producer.state() == Future.State.FAILED;
    }

    private static void between(Callable<?> offers, Consumer<Future<?>> drains) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> producer = threads.submit(offers);
            Future<?> consumer = threads.submit(() -> drains.accept(producer));
            producer.get();
            consumer.get();
        }
    }

    private static final class Checker implements RecordConsumer {
        private long last = -1;
        private long count;
        private long torn;
        private long outOfOrder;
        private long missing;
        private long flagged;
        private long wronglyFlagged;

        @Override
        public void record(int flags, long span, long parent, long start, long end, int site,
                int depth, int source, int caller) {
            count++;
            if (!matches(span, flags, parent, start, end, site, depth, source, caller)) {
                torn++;
            }
            if (span <= last) {
                outOfOrder++;
            }
            long gap = span - last - 1;
            missing += gap;
            boolean flag = (flags & RecordDescriptor.AFTER_DROP) != 0;
            if (flag) {
                flagged++;
            }
            if (flag != gap > 0) {
                wronglyFlagged++;
            }
            last = span;
        }
    }
}
