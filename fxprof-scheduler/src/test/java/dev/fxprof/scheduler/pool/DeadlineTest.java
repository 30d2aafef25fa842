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
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlineTest {
    private final WorkerPool pool = WorkerPool.open(PoolOptions.of(1));
    private final TaskLane lane = pool.lane("shop");

    private static TaskOptions within(long nanos) {
        return new TaskOptions(TaskPriority.NORMAL, TaskKind.COMPUTES, nanos);
    }

    private static TaskOptions millis(long millis) {
        return within(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void shouldCancelAQueuedTask() throws Exception {
        Gate gate = Gate.stubborn();
        lane.submit(gate);
        gate.awaitEntered();
        TaskHandle task = lane.submit(run -> 1, millis(30));

        assertThat(Awaits.failure(task)).isInstanceOf(CancellationException.class)
                .hasMessage("it missed its deadline of 30 ms");
        assertThat(lane.counts().cancelled()).isEqualTo(1);
        gate.open();
    }

    @Test
    void shouldStopARunningTask() throws Exception {
        Gate gate = Gate.stoppable();
        TaskHandle task = lane.submit(gate, millis(200));
        gate.awaitEntered();

        assertThat(Awaits.failure(task)).hasMessage("it missed its deadline of 200 ms");
        assertThat(gate.stops).contains("it missed its deadline of 200 ms");
    }

    @Test
    void shouldTellAnEndlessTaskAgainUntilItStops() throws Exception {
        AtomicInteger stops = new AtomicInteger();
        TaskHandle task = lane.submit(new TaskBody() {
            @Override
            public Object run(TaskRun run) {
                while (stops.get() < 5) {
                    Thread.onSpinWait();
                }
                return null;
            }

            @Override
            public void stop(String reason) {
                stops.incrementAndGet();
            }
        }, within(1_500_000));

        assertThat(Awaits.failure(task)).hasMessage("it missed its deadline of 1.5 ms");
        assertThat(stops.get()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void shouldEndATaskThatWaitsForEver() throws Exception {
        TaskHandle task = lane.submit(run -> run.suspend(), millis(20));

        assertThat(Awaits.failure(task)).hasMessage("it missed its deadline of 20 ms");
    }

    @Test
    void shouldWakeFromDeepSleepForADeadline() throws Exception {
        TaskHandle far = lane.submit(run -> run.suspend(), millis(3_600_000));
        Awaits.state(far, TaskState.WAITING);
        Awaits.until("the watch sleeps long", pool.watch()::isAsleep);
        TaskHandle near = lane.submit(run -> run.suspend(), millis(1200));
        Awaits.state(near, TaskState.WAITING);

        assertThat(Awaits.failure(near)).hasMessage("it missed its deadline of 1200 ms");
        assertThat(far.state()).isEqualTo(TaskState.WAITING);
    }

    @Test
    void shouldLeaveAloneWhatIsDoneInTime() throws Exception {
        for (int i = 0; i < 2000; i++) {
            Awaits.result(lane.submit(run -> 1, millis(60_000)));
        }
        assertThat(lane.counts().done()).isEqualTo(2000);
        assertThat(lane.counts().cancelled()).isZero();
    }
}
