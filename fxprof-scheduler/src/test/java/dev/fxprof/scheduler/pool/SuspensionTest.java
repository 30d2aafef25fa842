package dev.fxprof.scheduler.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.TaskBody;
import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskKind;
import dev.fxprof.api.TaskLane;
import dev.fxprof.api.TaskOptions;
import dev.fxprof.api.TaskPriority;
import dev.fxprof.api.TaskRun;
import dev.fxprof.api.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SuspensionTest {
    private final WorkerPool pool = WorkerPool
            .open(PoolOptions.of(2).withLaneCapacity(20_000));
    private final TaskLane lane = pool.lane("shop");

    @AfterEach
    void close() {
        pool.close();
    }

    /** Suspends a number of times, then returns how often it ran. */
    private static final class Steps implements TaskBody {
        final AtomicReference<TaskRun> self = new AtomicReference<>();
        final AtomicInteger runs = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();
        final AtomicInteger stops = new AtomicInteger();
        final List<Integer> workers = new ArrayList<>();
        private final int suspensions;

        Steps(int suspensions) {
            this.suspensions = suspensions;
        }

        @Override
        public Object run(TaskRun run) {
            self.set(run);
            workers.add(run.worker().index());
            return runs.incrementAndGet() <= suspensions ? run.suspend() : runs.get();
        }

        @Override
        public void stop(String reason) {
            stops.incrementAndGet();
        }

        @Override
        public void ended(TaskHandle task) {
            ended.incrementAndGet();
        }
    }

    @Test
    void shouldRunAgainWhenResumedAndOnTheSameWorker() throws Exception {
        List<Steps> all = new ArrayList<>();
        List<TaskHandle> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Steps steps = new Steps(3);
            all.add(steps);
            tasks.add(lane.submit(steps));
        }
        for (int suspension = 1; suspension <= 3; suspension++) {
            for (int i = 0; i < 100; i++) {
                Awaits.state(tasks.get(i), TaskState.WAITING);
                assertThat(all.get(i).runs).hasValue(suspension);
                all.get(i).self.get().resume();
                int next = suspension + 1;
                Steps steps = all.get(i);
                Awaits.until("it runs again", () -> steps.runs.get() == next);
            }
        }
        for (int i = 0; i < 100; i++) {
            assertThat(Awaits.result(tasks.get(i))).isEqualTo(4);
            assertThat(all.get(i).workers).hasSize(4).containsOnly(all.get(i).workers.get(0));
        }
    }

    @Test
    void shouldNotForgetAResumptionBeforeTheBodyReturned() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        TaskHandle task = lane.submit(run -> {
            run.resume();
            run.resume();
            return runs.incrementAndGet() < 1000 ? run.suspend() : "done";
        });

        assertThat(Awaits.result(task)).isEqualTo("done");
        assertThat(runs).hasValue(1000);
    }

    @Test
    void shouldHaveNoEffectWhenResumedAfterTheEnd() throws Exception {
        Steps steps = new Steps(0);
        TaskHandle task = lane.submit(steps);
        Awaits.result(task);
        steps.self.get().resume();
        Awaits.result(lane.submit(run -> 1));

        assertThat(steps.runs).hasValue(1);
        assertThat(task.state()).isEqualTo(TaskState.DONE);
    }

    @Test
    void shouldTakeSeveralResumptionsForOne() throws Exception {
        try (WorkerPool one = WorkerPool.open(PoolOptions.of(1))) {
            TaskLane single = one.lane("shop");
            Steps steps = new Steps(2);
            TaskHandle task = single.submit(steps);
            Awaits.state(task, TaskState.WAITING);
            Gate gate = Gate.stoppable();
            single.submit(gate);
            gate.awaitEntered();
            steps.self.get().resume();
            steps.self.get().resume();
            gate.open();
            Awaits.until("it ran again", () -> steps.runs.get() == 2);
            Awaits.state(task, TaskState.WAITING);

            Awaits.result(single.submit(run -> 1));
            assertThat(steps.runs).hasValue(2);
        }
    }

    @Test
    void shouldResumeACancelledTaskThatWaits() throws Exception {
        Steps steps = new Steps(Integer.MAX_VALUE);
        TaskHandle task = lane.submit(steps);
        Awaits.state(task, TaskState.WAITING);

        assertThat(task.cancel("enough")).isTrue();

        assertThat(Awaits.failure(task)).isInstanceOf(CancellationException.class)
                .hasMessage("enough");
        assertThat(steps.runs).hasValue(2);
        assertThat(steps.stops.get()).isPositive();
        Awaits.until("it is told", () -> steps.ended.get() == 1);
    }

    /** Waits, and once it is cancelled waits again, until it is resumed that often. */
    private TaskHandle lingering(AtomicReference<TaskRun> run, AtomicInteger runs, int until) {
        return lane.submit(current -> {
            run.set(current);
            return runs.incrementAndGet() <= until ? current.linger() : "cleaned up";
        });
    }

    @Test
    void shouldLetACancelledTaskWaitForWhatItNeedsToCleanUp() throws Exception {
        AtomicReference<TaskRun> run = new AtomicReference<>();
        AtomicInteger runs = new AtomicInteger();
        TaskHandle task = lingering(run, runs, 3);
        Awaits.state(task, TaskState.WAITING);

        task.cancel("enough");
        Awaits.until("it runs once more", () -> runs.get() == 2);
        run.get().resume();
        Awaits.until("it was resumed", () -> runs.get() == 3);
        assertThat(task.state()).isEqualTo(TaskState.CANCELLING);
        run.get().resume();

        assertThat(Awaits.failure(task)).hasMessage("enough");
        assertThat(runs).hasValue(4);
    }

    @Test
    void shouldNotWaitAtItsEndForACancelledTaskThatWaits() {
        AtomicReference<TaskRun> run = new AtomicReference<>();
        AtomicInteger runs = new AtomicInteger();
        TaskHandle task = lingering(run, runs, Integer.MAX_VALUE);
        Awaits.state(task, TaskState.WAITING);
        task.cancel("enough");
        Awaits.until("it runs once more", () -> runs.get() == 2);

        pool.close();

        assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(task.cancelReason()).contains("enough");
    }

    @Test
    void shouldRunOnceMoreWhatSuspendedWithoutSeeingItsCancellation() throws Exception {
        AtomicReference<TaskHandle> self = new AtomicReference<>();
        List<Boolean> cancelled = new ArrayList<>();
        Gate gate = Gate.stoppable();
        lane.limit(1);
        lane.submit(gate);
        self.set(lane.submit(run -> {
            cancelled.add(run.cancelled().isPresent());
            self.get().cancel("meanwhile");
            return run.suspend();
        }));
        gate.open();

        assertThat(Awaits.failure(self.get())).hasMessage("meanwhile");
        assertThat(cancelled).containsExactly(false, true);
    }

    @Test
    void shouldServeNewTasksWhileOthersAreResumedWithoutEnd() throws Exception {
        try (WorkerPool one = WorkerPool.open(PoolOptions.of(1))) {
            TaskLane busy = one.lane("busy");
            for (int i = 0; i < 10; i++) {
                busy.submit(run -> {
                    run.resume();
                    return run.suspend();
                });
            }
            for (int i = 0; i < 100; i++) {
                Awaits.result(one.lane("shop").submit(run -> 1));
            }
        }
    }

    @Test
    void shouldKeepTheLimitForResumedTasks() throws Exception {
        lane.limit(1);
        List<Steps> all = new ArrayList<>();
        List<TaskHandle> tasks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Steps steps = new Steps(1);
            all.add(steps);
            tasks.add(lane.submit(steps));
            Awaits.state(tasks.get(i), TaskState.WAITING);
        }
        Gate gate = Gate.stubborn();
        lane.submit(gate, new TaskOptions(TaskPriority.NORMAL, TaskKind.BLOCKS, 0));
        gate.awaitEntered();
        all.forEach(steps -> steps.self.get().resume());
        Awaits.result(pool.lane("bank").submit(run -> 1));
        assertThat(all).allSatisfy(steps -> assertThat(steps.runs).hasValue(1));
        tasks.get(0).cancel("while it waits for a place");
        assertThat(Awaits.failure(tasks.get(0))).hasMessage("while it waits for a place");

        gate.open();

        for (int i = 1; i < 20; i++) {
            assertThat(Awaits.result(tasks.get(i))).isEqualTo(2);
        }
    }

    @Test
    void shouldNotLetNewTasksOvertakeResumedOnesForEver() throws Exception {
        lane.limit(1);
        Steps steps = new Steps(1);
        TaskHandle task = lane.submit(steps);
        Awaits.state(task, TaskState.WAITING);
        AtomicReference<TaskBody> chain = new AtomicReference<>();
        chain.set(run -> {
            lane.submit(chain.get());
            return lane.submit(chain.get()).cancel("one is enough");
        });
        lane.submit(chain.get());
        steps.self.get().resume();

        assertThat(Awaits.result(task)).isEqualTo(2);
    }

    @Test
    void shouldPassAPlaceOnWhenWhoeverWaitedForItIsCancelled() throws Exception {
        for (int round = 0; round < 100; round++) {
            lane.limit(1);
            List<Steps> all = new ArrayList<>();
            List<TaskHandle> tasks = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(new Steps(1));
                tasks.add(lane.submit(all.get(i)));
                Awaits.state(tasks.get(i), TaskState.WAITING);
            }
            Gate gate = Gate.stoppable();
            lane.submit(gate, new TaskOptions(TaskPriority.NORMAL, TaskKind.BLOCKS, 0));
            gate.awaitEntered();
            all.forEach(steps -> steps.self.get().resume());
            Thread canceller = Thread.ofPlatform().start(() -> {
                tasks.get(0).cancel("in between");
                tasks.get(2).cancel("in between");
                tasks.get(3).cancel("in between");
            });
            gate.open();
            canceller.join();
            for (TaskHandle task : tasks) {
                Awaits.until("it has ended", () -> task.state().isFinal());
            }
        }
    }

    @Test
    void shouldSurviveResumptionsThatRaceWithSuspensions() throws Exception {
        int tasks = 2000;
        List<Steps> all = new ArrayList<>();
        List<TaskHandle> handles = new ArrayList<>();
        Thread resumer = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                synchronized (all) {
                    for (int i = Math.max(0, all.size() - 50); i < all.size(); i++) {
                        TaskRun run = all.get(i).self.get();
                        if (run != null) {
                            run.resume();
                        }
                    }
                }
                Thread.yield();
            }
        });
        for (int i = 0; i < tasks; i++) {
            Steps steps = new Steps(2);
            synchronized (all) {
                all.add(steps);
            }
            handles.add(lane.submit(steps));
            if (i % 50 == 49) {
                for (TaskHandle handle : handles) {
                    assertThat(Awaits.result(handle)).isEqualTo(3);
                }
                handles.clear();
            }
        }
        resumer.interrupt();
        resumer.join();
        assertThat(lane.counts().done()).isEqualTo(tasks);
    }
}
