package dev.fxprof.scheduler.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.TaskBody;
import dev.fxprof.api.TaskLane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FairnessTest {
    private static final int FLOOD = 100_000;
    private static final int OTHERS = 9;
    private static final int TASKS = 100;
    /** Alone they would need half as many turns of a worker. */
    private static final int ENOUGH = 2 * OTHERS * TASKS;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void shouldNotLetAFloodHoldUpTheOthers(int workers) throws Exception {
        try (WorkerPool pool = WorkerPool
                .open(PoolOptions.of(workers).withLaneCapacity(FLOOD))) {
            AtomicLong begun = new AtomicLong();
            List<Gate> gates = holdAll(pool, workers);
            TaskBody body = run -> begun.incrementAndGet();
            TaskLane flood = pool.lane("flood");
            for (int i = 0; i < FLOOD; i++) {
                flood.submit(body);
            }
            List<TaskLane> others = new ArrayList<>();
            AtomicInteger inTime = new AtomicInteger();
            for (int i = 0; i < OTHERS; i++) {
                TaskLane lane = pool.lane("other " + i);
                others.add(lane);
                for (int n = 0; n < TASKS; n++) {
                    lane.submit(run -> begun.incrementAndGet() <= ENOUGH
                            ? inTime.incrementAndGet()
                            : 0);
                }
            }
            gates.forEach(Gate::open);
            others.forEach(lane -> Awaits.done(lane, TASKS));

            // A worker that loses its processor between taking a task and beginning it holds up that
            // one.
            assertThat(inTime.get()).isBetween(OTHERS * TASKS - (workers - 1), OTHERS * TASKS);
            Awaits.done(flood, FLOOD);
        }
    }

    private static List<Gate> holdAll(WorkerPool pool, int workers) throws Exception {
        List<Gate> gates = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Gate gate = Gate.stoppable();
            gates.add(gate);
            pool.lane("gate").submit(gate);
        }
        for (Gate gate : gates) {
            gate.awaitEntered();
        }
        return gates;
    }
}
