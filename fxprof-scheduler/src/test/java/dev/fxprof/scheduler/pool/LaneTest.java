package dev.fxprof.scheduler.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.LaneCounts;
import dev.fxprof.api.TaskBody;
import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskKind;
import dev.fxprof.api.TaskLane;
import dev.fxprof.api.TaskOptions;
import dev.fxprof.api.TaskPriority;
import dev.fxprof.api.TaskQueueFullException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LaneTest {
    private static final TaskBody NOTHING = run -> null;

    private static TaskOptions of(TaskPriority priority) {
        return new TaskOptions(priority, TaskKind.COMPUTES, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100, 1000})
    void shouldRefuseTheFirstTaskBeyondTheCapacity(int capacity) throws Exception {
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(1).withLaneCapacity(capacity))) {
            TaskLane lane = pool.lane("shop");
            Gate gate = Gate.stoppable();
            lane.submit(gate);
            gate.awaitEntered();
            for (int i = 0; i < capacity; i++) {
                lane.submit(NOTHING);
            }

            assertThatThrownBy(() -> lane.submit(NOTHING))
                    .isInstanceOf(TaskQueueFullException.class).hasMessage("queue full: "
                            + capacity + " of " + capacity + ", resource shop");
            assertThat(pool.lane("bank").submit(NOTHING)).as("another lane").isNotNull();
            assertThat(lane.counts())
                    .isEqualTo(new LaneCounts(capacity + 1L, 1, 0, 0, 0, capacity));
            gate.open();
            Awaits.done(lane, capacity + 1L);
            assertThat(lane.counts()).isEqualTo(
                    new LaneCounts(capacity + 1L, 1, capacity + 1L, 0, 0, 0));
        }
    }

    @Test
    void shouldFreeThePlaceOfACancelledTaskAtOnceAndForEver() throws Exception {
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(1).withLaneCapacity(3))) {
            TaskLane lane = pool.lane("shop");
            Gate gate = Gate.stoppable();
            lane.submit(gate);
            gate.awaitEntered();
            List<Integer> order = Collections.synchronizedList(new ArrayList<>());
            lane.submit(run -> order.add(0));
            lane.submit(run -> order.add(1));
            for (int i = 0; i < 10_000; i++) {
                lane.submit(NOTHING).cancel("not needed");
            }
            TaskHandle last = lane.submit(run -> order.add(2));

            assertThat(lane.counts().waiting()).isEqualTo(3);
            assertThat(lane.counts().cancelled()).isEqualTo(10_000);
            gate.open();
            Awaits.result(last);
            assertThat(order).containsExactly(0, 1, 2);
        }
    }

    @Test
    void shouldLetNoMoreRunAtOnceThanItsLimit() throws Exception {
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(4).withWatchMillis(1))) {
            TaskLane lane = pool.lane("shop");
            lane.limit(2);
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            for (int i = 0; i < 2000; i++) {
                lane.submit(run -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    return running.decrementAndGet();
                });
            }
            Awaits.done(lane, 2000);

            assertThat(most.get()).isBetween(1, 2);
        }
    }

    @Test
    void shouldLetOthersRunWhileALaneIsAtItsLimit() throws Exception {
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(2))) {
            TaskLane lane = pool.lane("shop");
            lane.limit(1);
            Gate first = Gate.stoppable();
            Gate second = Gate.stoppable();
            lane.submit(first);
            TaskHandle waiting = lane.submit(second);
            first.awaitEntered();
            for (int i = 0; i < 100; i++) {
                Awaits.result(pool.lane("bank").submit(NOTHING));
            }

            assertThat(lane.counts().waiting()).isEqualTo(1);
            lane.limit(0);
            second.awaitEntered();
            second.open();
            Awaits.result(waiting);
        }
    }

    @Test
    void shouldDisturbNobodyWithTasksOfALaneAtItsLimit() throws Exception {
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(2))) {
            TaskLane lane = pool.lane("shop");
            lane.limit(1);
            Gate gate = Gate.stoppable();
            lane.submit(gate);
            gate.awaitEntered();
            Awaits.until("the other one sleeps", () -> pool.sleepers().awake() == 1);
            for (int i = 0; i < 1000; i++) {
                lane.submit(NOTHING);
                assertThat(pool.sleepers().awake()).isEqualTo(1);
            }
            gate.open();
            Awaits.done(lane, 1001);
        }
    }

    @Test
    void shouldShareAWorkerByWeight() throws Exception {
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(1))) {
            List<String> order = Collections.synchronizedList(new ArrayList<>());
            Gate gate = Gate.stoppable();
            pool.lane("gate").submit(gate);
            gate.awaitEntered();
            pool.lane("three").weight(3);
            for (int i = 0; i < 1000; i++) {
                for (String name : List.of("three", "one", "also one")) {
                    pool.lane(name).submit(run -> order.add(name));
                }
            }
            gate.open();
            for (String name : List.of("three", "one", "also one")) {
                Awaits.done(pool.lane(name), 1000);
            }

            List<String> first = order.subList(0, 1000);
            assertThat(Collections.frequency(first, "three")).isBetween(590, 610);
            assertThat(Collections.frequency(first, "one")).isBetween(195, 205);
        }
    }

    @Test
    void shouldRunUrgentTasksFirstAndLetTheOthersAge() throws Exception {
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(1))) {
            TaskLane lane = pool.lane("shop");
            List<TaskPriority> order = Collections.synchronizedList(new ArrayList<>());
            Gate gate = Gate.stoppable();
            lane.submit(gate);
            gate.awaitEntered();
            for (TaskPriority priority : List.of(TaskPriority.LOW, TaskPriority.NORMAL,
                    TaskPriority.HIGH)) {
                for (int i = 0; i < 30; i++) {
                    lane.submit(run -> order.add(priority), of(priority));
                }
            }
            gate.open();
            Awaits.done(lane, 91);

            assertThat(order.subList(0, 8)).containsOnly(TaskPriority.HIGH);
            assertThat(order.subList(8, 10)).containsExactlyInAnyOrder(TaskPriority.NORMAL,
                    TaskPriority.LOW);
            assertThat(order.indexOf(TaskPriority.LOW)).isLessThan(10);
            assertThat(Collections.frequency(order.subList(0, 40), TaskPriority.HIGH))
                    .isGreaterThanOrEqualTo(28);
        }
    }

    @Test
    void shouldKeepTheOrderWithinAPriority() throws Exception {
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(1))) {
            TaskLane lane = pool.lane("shop");
            List<Integer> order = Collections.synchronizedList(new ArrayList<>());
            List<Integer> expected = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                int number = i;
                lane.submit(run -> order.add(number));
                expected.add(i);
            }
            Awaits.done(lane, 3000);

            assertThat(order).isEqualTo(expected);
        }
    }

    @Test
    void shouldServeManyLanes() {
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(2))) {
            for (int i = 0; i < 2000; i++) {
                pool.lane("lane " + i).submit(NOTHING);
                pool.lane("lane " + i).submit(NOTHING, of(TaskPriority.LOW));
            }
            for (int i = 0; i < 2000; i++) {
                Awaits.done(pool.lane("lane " + i), 2);
            }
            assertThat(pool.lane("lane 7")).isSameAs(pool.lane("lane 7"));
            assertThat(pool.lane("lane 7").resource()).isEqualTo("lane 7");
        }
    }

    @Test
    void shouldRefuseSettingsOutOfRange() {
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(1))) {
            TaskLane lane = pool.lane("shop");
            assertThatThrownBy(() -> lane.weight(0)).hasMessageContaining("1 to 100, got 0");
            assertThatThrownBy(() -> lane.weight(101)).hasMessageContaining("got 101");
            assertThatThrownBy(() -> lane.limit(-1)).hasMessageContaining("got -1");
        }
        assertThatThrownBy(() -> PoolOptions.of(0)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> PoolOptions.of(57)).hasMessageContaining("got 57");
        PoolOptions options = PoolOptions.of(1);
        assertThatThrownBy(() -> options.withLaneCapacity(0)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> options.withSpinNanos(-1)).hasMessageContaining("got -1");
        assertThatThrownBy(() -> options.withWatchMillis(0)).hasMessageContaining("got 0");
    }
}
