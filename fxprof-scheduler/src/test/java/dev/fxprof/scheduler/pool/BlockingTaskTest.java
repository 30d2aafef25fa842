package dev.fxprof.scheduler.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.LaneCounts;
import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskKind;
import dev.fxprof.api.TaskLane;
import dev.fxprof.api.TaskOptions;
import dev.fxprof.api.TaskPriority;
import dev.fxprof.api.TaskQueueFullException;
import dev.fxprof.api.TaskRun;
import dev.fxprof.api.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlockingTaskTest {
    private static final TaskOptions BLOCKS = new TaskOptions(TaskPriority.NORMAL,
            TaskKind.BLOCKS, 0);

    private final WorkerPool pool = WorkerPool.open(PoolOptions.of(1).withLaneCapacity(3));
    private final TaskLane lane = pool.lane("shop");

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void shouldRunOnAThreadOfItsOwnWhileTheWorkerIsBusy() throws Exception {
        Gate gate = Gate.stoppable();
        lane.submit(gate);
        gate.awaitEntered();
        TaskHandle task = lane.submit(run -> {
            assertThat(run.worker().index()).isEqualTo(-1);
            assertThat(run.worker().attachment()).isNull();
            assertThatThrownBy(() -> run.worker().attach(1))
                    .isInstanceOf(IllegalStateException.class);
            return Thread.currentThread().isVirtual();
        }, BLOCKS);

        assertThat(Awaits.result(task)).isEqualTo(true);
        assertThat(lane.counts()).isEqualTo(new LaneCounts(2, 0, 1, 0, 0, 0));
    }

    @Test
    void shouldBeInterruptedWhenCancelled() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        AtomicReference<String> seen = new AtomicReference<>();
        TaskHandle task = lane.submit(run -> {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                seen.set(run.cancelled().orElse("nothing"));
            }
            return null;
        }, BLOCKS);
        entered.await();

        assertThat(task.cancel("no longer")).isTrue();

        assertThat(Awaits.failure(task)).isInstanceOf(CancellationException.class)
                .hasMessage("no longer");
        assertThat(seen).hasValue("no longer");
        assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
    }

    @Test
    void shouldWaitForAPlaceBelowTheLimit() throws Exception {
        lane.limit(1);
        Gate first = Gate.stubborn();
        lane.submit(first, BLOCKS);
        first.awaitEntered();
        List<TaskHandle> waiting = new ArrayList<>();
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            waiting.add(lane.submit(run -> runs.incrementAndGet(), BLOCKS));
        }

        assertThatThrownBy(() -> lane.submit(run -> 1, BLOCKS))
                .isInstanceOf(TaskQueueFullException.class)
                .hasMessage("queue full: 3 of 3, resource shop");
        assertThat(runs).hasValue(0);
        waiting.get(1).cancel("not needed");
        assertThat(waiting.get(1).state()).isEqualTo(TaskState.CANCELLED);
        first.open();
        Awaits.result(waiting.get(0));
        Awaits.result(waiting.get(2));
        assertThat(runs).hasValue(2);
    }

    @Test
    void shouldSuspendAndResume() throws Exception {
        AtomicReference<TaskRun> self = new AtomicReference<>();
        AtomicInteger runs = new AtomicInteger();
        TaskHandle task = lane.submit(run -> {
            self.set(run);
            return runs.incrementAndGet() < 3 ? run.suspend() : "done";
        }, BLOCKS);
        Awaits.state(task, TaskState.WAITING);
        self.get().resume();
        Awaits.until("it ran again", () -> runs.get() == 2);
        Awaits.state(task, TaskState.WAITING);
        self.get().resume();

        assertThat(Awaits.result(task)).isEqualTo("done");
    }

    @Test
    void shouldEndWhenCancelledWhileItWaits() throws Exception {
        TaskHandle task = lane.submit(run -> run.suspend(), BLOCKS);
        Awaits.state(task, TaskState.WAITING);
        task.cancel("enough");

        assertThat(Awaits.failure(task)).hasMessage("enough");
    }

    @Test
    void shouldMissItsDeadline() throws Exception {
        TaskHandle task = lane.submit(run -> {
            new CountDownLatch(1).await();
            return null;
        }, new TaskOptions(TaskPriority.NORMAL, TaskKind.BLOCKS, 20_000_000));

        assertThat(Awaits.failure(task)).hasMessage("it missed its deadline of 20 ms");
    }

    @Test
    void shouldRunMoreThanMayAtOnceOneAfterTheOther() throws Exception {
        try (WorkerPool wide = WorkerPool.open(PoolOptions.of(1))) {
            TaskLane many = wide.lane("shop");
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<TaskHandle> tasks = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                tasks.add(many.submit(run -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.sleep(1);
                    return running.decrementAndGet();
                }, BLOCKS));
            }
            for (TaskHandle task : tasks) {
                Awaits.result(task);
            }

            assertThat(most.get()).isLessThanOrEqualTo(LaneSlots.MOST_BLOCKING);
        }
    }
}
