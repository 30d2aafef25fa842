package dev.fxprof.scheduler.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.TaskBody;
import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskLane;
import dev.fxprof.api.TaskRun;
import dev.fxprof.api.TaskState;
import dev.fxprof.api.TaskWorker;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PoolTaskLifeTest {
    private final WorkerPool pool = WorkerPool.open(PoolOptions.of(1));
    private final TaskLane lane = pool.lane("shop");

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void shouldReturnTheResult() throws Exception {
        TaskHandle task = lane.submit(run -> 42);

        assertThat(Awaits.result(task)).isEqualTo(42);
        assertThat(task.state()).isEqualTo(TaskState.DONE);
        assertThat(task.cancelReason()).isEmpty();
        assertThat(Awaits.result(task)).as("asked once more").isEqualTo(42);
    }

    @Test
    void shouldReturnNullToo() throws Exception {
        assertThat(Awaits.result(lane.submit(run -> null))).isNull();
    }

    @Test
    void shouldPassOnWhatTheBodyThrows() throws Exception {
        IllegalStateException failure = new IllegalStateException("no stock");
        TaskHandle task = lane.submit(run -> {
            throw failure;
        });

        assertThat(Awaits.failure(task)).isSameAs(failure);
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
    }

    @Test
    void shouldSurviveErrorsOfBodies() throws Exception {
        Thread worker = (Thread) Awaits.result(lane.submit(run -> Thread.currentThread()));
        TaskHandle error = lane.submit(run -> {
            throw new OutOfMemoryError("as if");
        });
        TaskHandle deep = lane.submit(run -> forever(0));

        assertThat(Awaits.failure(error)).isInstanceOf(OutOfMemoryError.class);
        assertThat(Awaits.failure(deep)).isInstanceOf(StackOverflowError.class);
        assertThat(Awaits.result(lane.submit(run -> Thread.currentThread()))).isSameAs(worker);
    }

    private static Object forever(int depth) {
        return List.of(forever(depth + 1), depth);
    }

    @Test
    void shouldSurviveCallbacksThatFail() throws Exception {
        List<Throwable> seen = new CopyOnWriteArrayList<>();
        lane.submit(run -> {
            Thread.currentThread().setUncaughtExceptionHandler((t, e) -> seen.add(e));
            return null;
        });
        TaskHandle task = lane.submit(new TaskBody() {
            @Override
            public Object run(TaskRun run) {
                return 1;
            }

            @Override
            public void ended(TaskHandle task) {
                throw new IllegalStateException("ended");
            }
        });

        assertThat(Awaits.result(task)).isEqualTo(1);
        assertThat(Awaits.result(lane.submit(run -> 2))).isEqualTo(2);
        assertThat(seen).singleElement().satisfies(e -> assertThat(e).hasMessage("ended"));
    }

    @Test
    void shouldEndAQueuedTaskAtOnceWhenCancelled() throws Exception {
        Gate first = Gate.stubborn();
        lane.submit(first);
        first.awaitEntered();
        Gate second = Gate.stubborn();
        TaskHandle task = lane.submit(second);
        assertThat(task.state()).isEqualTo(TaskState.QUEUED);

        assertThat(task.cancel("not needed")).isTrue();

        assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(second.ended).hasValue(1);
        assertThat(second.stops).isEmpty();
        assertThat(Awaits.failure(task)).isInstanceOf(CancellationException.class)
                .hasMessage("not needed");
        assertThat(lane.counts().cancelled()).isEqualTo(1);
        assertThat(lane.counts().waiting()).isZero();
        first.open();
        assertThat(Awaits.result(lane.submit(run -> "next"))).isEqualTo("next");
        assertThat(second.ended).hasValue(1);
    }

    @Test
    void shouldAskARunningTaskToStop() throws Exception {
        Gate gate = Gate.stubborn();
        TaskHandle task = lane.submit(gate);
        gate.awaitEntered();

        assertThat(task.cancel("too slow")).isTrue();

        assertThat(task.state()).isEqualTo(TaskState.CANCELLING);
        assertThat(gate.stops).contains("too slow");
        Awaits.until("it is told again", () -> gate.stops.size() > 2);
        assertThat(gate.ended).hasValue(0);
        gate.open();
        assertThat(Awaits.failure(task)).isInstanceOf(CancellationException.class)
                .hasMessage("too slow");
        assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
        Awaits.until("it is told of its end", () -> gate.ended.get() == 1);
        int stops = gate.stops.size();
        assertThat(Awaits.result(lane.submit(run -> "next"))).isEqualTo("next");
        assertThat(gate.stops).as("not told after its end").hasSize(stops);
    }

    @Test
    void shouldKeepTheFirstReason() throws Exception {
        Gate gate = Gate.stubborn();
        TaskHandle task = lane.submit(gate);
        gate.awaitEntered();

        assertThat(task.cancel("first")).isTrue();
        assertThat(task.cancel("second")).isFalse();

        assertThat(task.cancelReason()).contains("first");
        gate.open();
        assertThat(Awaits.failure(task)).hasMessage("first");
        assertThat(task.cancel("third")).isFalse();
        assertThat(task.cancelReason()).contains("first");
    }

    @Test
    void shouldNotCancelWhatIsOver() throws Exception {
        TaskHandle task = lane.submit(run -> 1);
        Awaits.result(task);

        assertThat(task.cancel("late")).isFalse();
        assertThat(task.state()).isEqualTo(TaskState.DONE);
        assertThat(task.cancelReason()).isEmpty();
    }

    @Test
    void shouldCountAnExceptionAfterACancellationAsCancelled() throws Exception {
        AtomicReference<TaskHandle> self = new AtomicReference<>();
        Gate gate = Gate.stoppable();
        lane.submit(gate);
        self.set(lane.submit(run -> {
            self.get().cancel("by itself");
            assertThat(run.cancelled()).contains("by itself");
            throw new InterruptedException();
        }));
        gate.open();

        assertThat(Awaits.failure(self.get())).isInstanceOf(CancellationException.class)
                .hasMessage("by itself");
        assertThat(lane.counts().failed()).isZero();
    }

    @Test
    void shouldCompleteAResultAskedForBeforeTheEnd() throws Exception {
        Gate gate = Gate.stubborn();
        TaskHandle task = lane.submit(gate);
        var asked = task.result().thenApply(value -> value + "!").toCompletableFuture();
        assertThat(asked).isNotDone();

        gate.open();

        assertThat(asked.get()).isEqualTo("gate!");
    }

    @Test
    void shouldShowTheWorkerToItsTasks() throws Exception {
        TaskWorker worker = (TaskWorker) Awaits.result(lane.submit(run -> {
            run.worker().attach("kept");
            return run.worker();
        }));

        assertThat(worker.index()).isZero();
        assertThat(Awaits.result(lane.submit(run -> run.worker().attachment())))
                .isEqualTo("kept");
        assertThatThrownBy(() -> worker.attach("from outside"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("worker 0");
    }

    @Test
    void shouldRunTasksThatTasksSubmit() throws Exception {
        TaskHandle inner = (TaskHandle) Awaits.result(lane.submit(run -> lane.submit(r -> "in")));

        assertThat(Awaits.result(inner)).isEqualTo("in");
    }
}
