package dev.fxprof.scheduler.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two cancel a task that waits: who did, whose reason it has, how often it is posted. */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Cancelled by the first")
@Outcome(id = "2, 2, 1", expect = ACCEPTABLE, desc = "Cancelled by the second")
@Outcome(expect = FORBIDDEN, desc = "Both or none, another reason, or posted twice")
@State
public class CancelTwiceStress {
    private final FakeHost host = new FakeHost();
    private final PoolTask task = host.task(run -> run.suspend());
    private int first;
    private int second;

    public CancelTwiceStress() {
        task.begin((Worker) null);
        task.run(null);
    }

    @Actor
    public void first() {
        first = task.cancel("1") ? 1 : 0;
    }

    @Actor
    public void second() {
        second = task.cancel("2") ? 2 : 0;
    }

    @Arbiter
    public void check(III_Result r) {
        r.r1 = first + second;
        r.r2 = Integer.parseInt(task.cancelReason().orElse("0"));
        r.r3 = host.ready.get();
    }
}
