package dev.fxprof.scheduler.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fxprof.api.TaskPriority;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One submits two and another takes one: how many are left, and whether the bit says so. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "One was taken, the bit is set for the other")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "None was taken, the bit is set")
@Outcome(expect = FORBIDDEN, desc = "A task that was lost, or that no worker looks for")
@State
public class ActiveLaneStress {
    private final FakeHost host = new FakeHost();
    private final LaneQueues queue = new LaneQueues();
    private final ActiveLanes active = new ActiveLanes();

    private void submit() {
        queue.offer(host.task(run -> null), TaskPriority.NORMAL);
        active.set(0);
    }

    @Actor
    public void submitter() {
        submit();
        submit();
    }

    @Actor
    public void worker() {
        queue.poll();
        if (queue.isEmpty()) {
            active.settle(0, queue);
        }
    }

    @Arbiter
    public void check(II_Result r) {
        r.r2 = active.any() ? 1 : 0;
        while (queue.poll() != null) {
            r.r1++;
        }
    }
}
