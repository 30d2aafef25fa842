package dev.fxprof.scheduler.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskKind;
import dev.fxprof.api.TaskLane;
import dev.fxprof.api.TaskOptions;
import dev.fxprof.api.TaskPriority;
import dev.fxprof.api.TaskQueueFullException;
import dev.fxprof.api.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CloseTest {
    private static final TaskOptions BLOCKS = new TaskOptions(TaskPriority.NORMAL,
            TaskKind.BLOCKS, 0);

    @Test
    void shouldCancelEverythingInFlight() throws Exception {
        WorkerPool pool = WorkerPool.open(PoolOptions.of(2).withThreadName("closing-"));
        TaskLane lane = pool.lane("shop");
        List<TaskHandle> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            TaskHandle waits = lane.submit(run -> run.suspend());
            tasks.add(waits);
            Awaits.state(waits, TaskState.WAITING);
        }
        Gate first = Gate.stoppable();
        Gate second = Gate.stoppable();
        tasks.add(lane.submit(first));
        tasks.add(lane.submit(second));
        first.awaitEntered();
        second.awaitEntered();
        for (int i = 0; i < 500; i++) {
            tasks.add(lane.submit(run -> 1));
            tasks.add(lane.submit(run -> {
                new CountDownLatch(1).await();
                return 1;
            }, BLOCKS));
        }
        TaskHandle waits = pool.lane("bank").submit(run -> run.suspend(), BLOCKS);
        Awaits.state(waits, TaskState.WAITING);
        tasks.add(waits);

        pool.close();

        assertThat(tasks).allSatisfy(task -> {
            assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(task.cancelReason()).contains("the scheduler is closed");
        });
        assertThat(lane.counts().cancelled()).isEqualTo(tasks.size() - 1L);
        assertThat(lane.counts().waiting()).isZero();
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(
                thread -> thread.getName().matches("closing-\\d+"));
        assertThatThrownBy(() -> lane.submit(run -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the scheduler is closed");
        pool.close();
    }

    @Test
    void shouldLeaveNoTaskOpenThatWasSubmittedMeanwhile() throws Exception {
        for (int round = 0; round < 50; round++) {
            WorkerPool pool = WorkerPool.open(PoolOptions.of(2).withLaneCapacity(100));
            List<TaskHandle> tasks = new CopyOnWriteArrayList<>();
            List<Thread> submitters = new ArrayList<>();
            CountDownLatch begun = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                TaskLane lane = pool.lane("lane " + i);
                submitters.add(Thread.ofPlatform().start(() -> {
                    try {
                        for (int n = 0; true; n++) {
                            try {
                                tasks.add(lane.submit(run -> run.suspend(),
                                        n % 3 == 0 ? BLOCKS : TaskOptions.DEFAULT));
                            } catch (TaskQueueFullException e) {
                                Thread.yield();
                            }
                            if (n == 5) {
                                begun.countDown();
                            }
                        }
                    } catch (IllegalStateException e) {
                        // Closed.
                    }
                }));
            }
            begun.await();
            pool.close();
            for (Thread submitter : submitters) {
                submitter.join();
            }
            for (TaskHandle task : tasks) {
                Awaits.state(task, TaskState.CANCELLED);
            }
        }
    }

    @Test
    void shouldTellOfWorkersOnTheirThreads() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        WorkerPool pool = WorkerPool.open(PoolOptions.of(2).withThreadName("told-")
                .onWorker(worker -> {
                    worker.attach("vm " + worker.index());
                    events.add("starts " + Thread.currentThread().getName());
                }, worker -> events.add("ends " + worker.attachment() + " "
                        + Thread.currentThread().getName())));
        TaskHandle task = pool.lane("shop").submit(run -> run.worker().attachment());
        assertThat((String) Awaits.result(task)).startsWith("vm ");
        Awaits.until("both started", () -> events.size() == 2);

        pool.close();

        assertThat(events).containsExactlyInAnyOrder("starts told-0", "starts told-1",
                "ends vm 0 told-0", "ends vm 1 told-1");
        assertThat(pool.workers()).isEqualTo(2);
    }

    @Test
    void shouldFailTasksWithWhatKeptTheWorkerFromStarting() throws Exception {
        IllegalStateException failure = new IllegalStateException("no VM");
        AtomicBoolean ended = new AtomicBoolean();
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(1).onWorker(worker -> {
            throw failure;
        }, worker -> ended.set(true)))) {
            TaskHandle task = pool.lane("shop").submit(run -> 1);

            assertThat(Awaits.failure(task)).isSameAs(failure);
            assertThat(task.state()).isEqualTo(TaskState.FAILED);
        }
        assertThat(ended).isFalse();
    }

    @Test
    void shouldRefuseToBeClosedByItsOwnTask() throws Exception {
        try (WorkerPool pool = WorkerPool.open(PoolOptions.of(1))) {
            AutoCloseable itself = pool;
            TaskHandle task = pool.lane("shop").submit(run -> {
                itself.close();
                return null;
            });
            assertThat(Awaits.failure(task)).isInstanceOf(IllegalStateException.class);
            TaskHandle blocks = pool.lane("shop").submit(run -> {
                itself.close();
                return null;
            }, BLOCKS);
            assertThat(Awaits.failure(blocks)).isInstanceOf(IllegalStateException.class);
            assertThat(Awaits.result(pool.lane("shop").submit(run -> 1))).isEqualTo(1);
        }
    }

    @Test
    void shouldKeepTheInterruptOfWhoeverCloses() {
        WorkerPool pool = WorkerPool.open(PoolOptions.of(1));
        Thread.currentThread().interrupt();
        pool.close();
        assertThat(Thread.interrupted()).isTrue();
    }
}
