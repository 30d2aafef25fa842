package dev.fxprof.scheduler.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.TaskBody;
import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskLane;
import dev.fxprof.api.TaskRun;
import dev.fxprof.api.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random lives of a task, step by step beside a model of it that is as simple as can be. */
@Timeout(60)
class TaskModelTest {
    private static final int LIVES = 20_000;
    private static final int STEPS = 12;

    /** What a task should be like. */
    private static final class Model {
        TaskState state = TaskState.QUEUED;
        String reason;
        boolean resumed;
        boolean ready;
        boolean cancelledBefore;
        int stops;
        int ended;

        boolean cancel(String why) {
            if (state.isFinal() || reason != null) {
                return false;
            }
            reason = why;
            if (state == TaskState.QUEUED) {
                end(TaskState.CANCELLED);
                return true;
            }
            stops++;
            ready = state == TaskState.WAITING;
            state = TaskState.CANCELLING;
            return true;
        }

        void resume() {
            if (state == TaskState.RUNNING) {
                resumed = true;
            } else if (state == TaskState.WAITING) {
                ready = true;
            }
        }

        boolean begin() {
            boolean begun = state == TaskState.QUEUED || ready;
            if (begun) {
                cancelledBefore = reason != null;
                state = cancelledBefore ? TaskState.CANCELLING : TaskState.RUNNING;
                ready = false;
            }
            return begun;
        }

        void returned(TaskState last, boolean suspends) {
            if (suspends && !cancelledBefore) {
                state = reason == null ? TaskState.WAITING : TaskState.CANCELLING;
                ready = resumed || reason != null;
            } else {
                end(reason == null ? last : TaskState.CANCELLED);
            }
            resumed = false;
        }

        private void end(TaskState last) {
            state = last;
            ended++;
        }
    }

    /** A life of one task. */
    private static final class Life implements TaskBody {
        private final Random random;
        private final FakeHost host = new FakeHost();
        private final PoolTask task = host.task(this);
        private final Model model = new Model();
        private final List<String> log = new ArrayList<>();
        private CompletableFuture<Object> asked;
        private int stops;
        private int ended;
        private int runs;

        Life(long seed) {
            random = new Random(seed);
        }

        void live() {
            for (int i = 0; i < STEPS; i++) {
                if (random.nextInt(3) == 0) {
                    begin();
                } else {
                    outside();
                }
                check();
            }
        }

        private void outside() {
            switch (random.nextInt(3)) {
                case 0 -> {
                    String why = "reason " + log.size();
                    log.add("cancel");
                    boolean expected = model.cancel(why);
                    assertThat(task.cancel(why)).as(log::toString).isEqualTo(expected);
                }
                case 1 -> {
                    log.add("resume");
                    model.resume();
                    task.resume();
                }
                default -> {
                    log.add("ask");
                    asked = task.result().toCompletableFuture();
                }
            }
            check();
        }

        private void begin() {
            log.add("begin");
            boolean queued = task.state() == TaskState.QUEUED;
            boolean begun = queued ? task.begin((Worker) null) : task.again();
            assertThat(begun).as(log::toString).isEqualTo(model.begin());
            if (begun) {
                check();
                task.run(null);
            }
        }

        @Override
        public Object run(TaskRun run) {
            runs++;
            for (int i = random.nextInt(3); i > 0; i--) {
                outside();
            }
            int how = random.nextInt(4);
            log.add("return " + how);
            model.returned(how == 0 ? TaskState.FAILED : TaskState.DONE, how > 1);
            if (how == 0) {
                throw new IllegalStateException("as it may");
            }
            return how > 1 ? run.suspend() : "result";
        }

        @Override
        public void stop(String reason) {
            stops += reason.equals(model.reason) ? 1 : 1000;
        }

        @Override
        public void ended(TaskHandle handle) {
            ended++;
            assertThat(handle.state().isFinal()).isTrue();
        }

        private void check() {
            assertThat(task.state()).as(log::toString).isEqualTo(model.state);
            assertThat(task.cancelReason().orElse(null)).as(log::toString)
                    .isEqualTo(model.reason);
            assertThat(ended).as(log::toString).isEqualTo(model.ended);
            assertThat(host.over).as(log::toString).hasValue(model.ended);
            assertThat(stops).as(log::toString).isEqualTo(model.stops);
            if (asked != null) {
                assertThat(asked.isDone()).as(log::toString).isEqualTo(model.state.isFinal());
                assertThat(asked.isCompletedExceptionally()).as(log::toString).isEqualTo(
                        model.state == TaskState.FAILED || model.state == TaskState.CANCELLED);
            }
        }
    }

    @Test
    void shouldLiveAsTheModelSays() {
        int runs = 0;
        for (long seed = 0; seed < LIVES; seed++) {
            Life life = new Life(seed);
            life.live();
            runs += life.runs;
        }
        assertThat(runs).isGreaterThan(LIVES / 2);
    }

    @Test
    void shouldEndEveryTaskOnceWhateverOthersDoToItMeanwhile() throws Exception {
        int tasks = 20_000;
        AtomicInteger ended = new AtomicInteger();
        try (WorkerPool pool = WorkerPool
                .open(PoolOptions.of(3).withLaneCapacity(tasks).withSpinNanos(10_000))) {
            TaskLane lane = pool.lane("shop");
            List<TaskHandle> handles = new ArrayList<>();
            List<AtomicReference<TaskRun>> runs = new ArrayList<>();
            List<Thread> others = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                runs.add(new AtomicReference<>());
                handles.add(lane.submit(new Restless(runs.get(i), ended, i)));
                if (i % 5000 == 0) {
                    others.add(meddle(i, handles, runs));
                }
            }
            for (Thread other : others) {
                other.join();
            }
            for (int i = 0; i < tasks; i++) {
                handles.get(i).cancel("the test is over");
                TaskHandle handle = handles.get(i);
                Awaits.until("it has ended", () -> handle.state().isFinal());
            }
            Awaits.until("all were told", () -> ended.get() == tasks);
            var counts = lane.counts();
            assertThat(counts.done() + counts.failed() + counts.cancelled()).isEqualTo(tasks);
            assertThat(counts.waiting()).isZero();
        }
        assertThat(ended).hasValue(tasks);
    }

    private static Thread meddle(int seed, List<TaskHandle> handles,
            List<AtomicReference<TaskRun>> runs) {
        List<TaskHandle> known = new ArrayList<>(handles);
        List<AtomicReference<TaskRun>> knownRuns = new ArrayList<>(runs);
        Random random = new Random(seed);
        return Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 20_000; i++) {
                int at = random.nextInt(known.size());
                TaskRun run = knownRuns.get(at).get();
                if (i % 3 == 0) {
                    known.get(at).cancel("meddled with");
                } else if (run != null) {
                    run.resume();
                }
            }
        });
    }

    private static final class Restless implements TaskBody {
        private final AtomicReference<TaskRun> self;
        private final AtomicInteger ended;
        private final Random random;

        Restless(AtomicReference<TaskRun> self, AtomicInteger ended, int seed) {
            this.self = self;
            this.ended = ended;
            random = new Random(seed);
        }

        @Override
        public Object run(TaskRun run) {
            self.set(run);
            return switch (random.nextInt(4)) {
                case 0 -> "done";
                case 1 -> throw new IllegalStateException("failed");
                default -> run.suspend();
            };
        }

        @Override
        public void ended(TaskHandle task) {
            ended.incrementAndGet();
        }
    }
}
