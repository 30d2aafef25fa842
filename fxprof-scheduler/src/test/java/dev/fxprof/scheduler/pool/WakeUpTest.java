package dev.fxprof.scheduler.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskLane;
import dev.fxprof.api.TaskRun;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(90)
class WakeUpTest {
    /** So rare that a lost wake-up would not go unnoticed. */
    private static final int HARDLY_EVER = 3_600_000;
    /** Where other processes have the processors, each wake-up takes milliseconds. */
    private static final long LONG_ENOUGH = TimeUnit.SECONDS.toNanos(10);

    @ParameterizedTest
    @CsvSource({"1, 50000, 20000", "1, 0, 5000", "2, 20000, 10000", "8, 20000, 10000"})
    void shouldLoseNoWakeUp(int workers, long spinNanos, int submissions) throws Exception {
        SplittableRandom random = new SplittableRandom(workers);
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(workers).withSpinNanos(spinNanos)
                .withWatchMillis(HARDLY_EVER))) {
            TaskLane lane = pool.lane("shop");
            int submitted = 0;
            for (long start = System.nanoTime(); submitted < submissions
                    && isEarly(start); submitted++) {
                TaskHandle task = lane.submit(run -> 1);
                Awaits.result(task);
                long pause = random.nextLong(2 * spinNanos + 10_000);
                long end = System.nanoTime() + pause;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
            }
            assertThat(lane.counts().done()).isEqualTo(submitted);
        }
    }

    @Test
    void shouldLoseNoWakeUpOfATaskThatIsResumed() throws Exception {
        try (WorkerPool pool = WorkerPool
                .open(PoolOptions.of(3).withWatchMillis(HARDLY_EVER).withSpinNanos(5000))) {
            TaskLane lane = pool.lane("shop");
            var self = new AtomicReference<TaskRun>();
            var runs = new AtomicInteger();
            lane.submit(run -> {
                self.set(run);
                runs.incrementAndGet();
                return run.suspend();
            });
            Awaits.until("it began", () -> runs.get() == 1);
            long start = System.nanoTime();
            for (int i = 2; i < 5000 && isEarly(start); i++) {
                int next = i;
                self.get().resume();
                Awaits.until("it runs again", () -> runs.get() >= next);
            }
        }
    }

    @Test
    void shouldUseASecondWorkerWhileTheFirstIsBusy() throws Exception {
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(4).withSpinNanos(0))) {
            TaskLane lane = pool.lane("shop");
            List<Gate> gates = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Gate gate = Gate.stubborn();
                lane.submit(gate);
                gates.add(gate);
            }
            // More than there may be processors: the watch sees that they make no progress.
            for (Gate gate : gates) {
                gate.awaitEntered();
            }
            gates.forEach(Gate::open);
            Awaits.done(lane, 4);
        }
    }

    private static boolean isEarly(long start) {
        return System.nanoTime() - start < LONG_ENOUGH;
    }

    private static List<Thread> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name)).toList();
    }

    private static long sleeping(List<Thread> threads) {
        return threads.stream().filter(thread -> thread.getState() == Thread.State.WAITING)
                .count();
    }

    @Test
    void shouldKeepOneWorkerSearchingWhileTheOthersSleep() throws Exception {
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(8).withThreadName("search-")
                .withWatchMillis(HARDLY_EVER).withSpinNanos(TimeUnit.MINUTES.toNanos(10)))) {
            List<Thread> workers = threads("search-").stream()
                    .filter(thread -> !thread.getName().endsWith("watch")).toList();
            assertThat(workers).hasSize(8);
            long searching = Runtime.getRuntime().availableProcessors() > 1 ? 1 : 0;
            for (int i = 0; i < 100; i++) {
                Awaits.result(pool.lane("shop").submit(run -> 1));
                Awaits.until("all but one sleep", () -> sleeping(workers) == 8 - searching);
            }
        }
    }

    @Test
    void shouldNotWakeMoreWorkersForAFloodThanThereAreProcessors() {
        int processors = Runtime.getRuntime().availableProcessors();
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(processors + 8)
                .withThreadName("flood-").withWatchMillis(HARDLY_EVER).withLaneCapacity(200_000))) {
            List<Thread> all = threads("flood-");
            Awaits.until("all workers sleep", () -> sleeping(all) >= processors + 8);
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            for (int i = 0; i < 200_000; i++) {
                pool.lane("shop").submit(run -> {
                    int now = running.incrementAndGet();
                    if (now > most.get()) {
                        most.accumulateAndGet(now, Math::max);
                    }
                    return running.decrementAndGet();
                });
            }
            Awaits.done(pool.lane("shop"), 200_000);

            // Two that decide at the same moment may each wake one.
            assertThat(most.get()).isBetween(1, processors + 1);
        }
    }

    @Test
    void shouldLetOneWorkerSearchAtMost() {
        List<Integer> unparked = new ArrayList<>();
        Sleepers sleepers = new Sleepers(3, 2, unparked::add);
        assertThat(sleepers.search(0)).isTrue();
        assertThat(sleepers.search(1)).isFalse();
        sleepers.rest(1);
        sleepers.signal(true);
        assertThat(unparked).as("the searcher will find it").isEmpty();
        sleepers.rest(0);
        sleepers.rest(2);
        assertThat(sleepers.awake()).isZero();
        sleepers.signal(false);
        sleepers.signal(true);
        assertThat(unparked).containsExactly(0);
        assertThat(sleepers.isSearching(0)).isTrue();
        sleepers.found(0);
        sleepers.signal(false);
        assertThat(unparked).as("one is awake and sees to it").hasSize(1);
        sleepers.signal(true);
        assertThat(unparked).containsExactly(0, 1);
        sleepers.found(1);
        sleepers.signal(true);
        assertThat(unparked).as("no more than there are processors").hasSize(2);
        sleepers.wakeOne();
        assertThat(unparked).containsExactly(0, 1, 2);
    }

    @Test
    void shouldWakeTheWorkerAskedFor() {
        List<Integer> unparked = new ArrayList<>();
        Sleepers sleepers = new Sleepers(3, 2, unparked::add);
        sleepers.rest(0);
        sleepers.rest(2);
        sleepers.wake(2);
        sleepers.wake(1);
        sleepers.wake(2);

        assertThat(unparked).containsExactly(2);
        assertThat(sleepers.isResting(2)).isFalse();
        assertThat(sleepers.isSearching(2)).isFalse();
    }

    @Test
    void shouldTakeNoProcessorTimeWhenIdle() throws Exception {
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(8).withThreadName("idle-"))) {
            TaskLane lane = pool.lane("shop");
            for (int i = 0; i < 1000; i++) {
                lane.submit(run -> 1);
            }
            Awaits.done(lane, 1000);
            List<Thread> threads = threads("idle-");
            assertThat(threads).hasSize(9);
            Awaits.until("all sleep without a limit", () -> sleeping(threads) == 9);
            long before = processorNanos(threads);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            for (long left; (left = end - System.nanoTime()) > 0;) {
                LockSupport.parkNanos(left);
            }

            assertThat(processorNanos(threads) - before)
                    .isLessThan(TimeUnit.MILLISECONDS.toNanos(1));
            assertThat(Awaits.result(lane.submit(run -> "awake"))).isEqualTo("awake");
        }
    }

    private static long processorNanos(List<Thread> threads) {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        return threads.stream().mapToLong(thread -> bean.getThreadCpuTime(thread.threadId()))
                .sum();
    }
}
