package dev.fxprof.scheduler.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fxprof.api.TaskState;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A body asks to be suspended, another resumes and cancels it: it must get one last run. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Posted, and ended by its last run")
@Outcome(expect = FORBIDDEN, desc = "Never posted, or run twice")
@State
public class TaskResumeCancelStress {
    private final FakeHost host = new FakeHost();
    private final PoolTask task = host.task(run -> run.suspend());

    public TaskResumeCancelStress() {
        task.begin((Worker) null);
    }

    @Actor
    public void worker() {
        task.run(null);
    }

    @Actor
    public void other() {
        task.resume();
        task.cancel("stress");
    }

    @Arbiter
    public void check(II_Result r) {
        // A resumption before the cancellation posts it as well; then twice is once.
        r.r1 = Math.min(1, host.ready.get());
        boolean once = task.state() == TaskState.CANCELLING && task.again() && !task.again();
        task.run(null);
        r.r2 = once && task.state() == TaskState.CANCELLED && host.over.get() == 1 ? 1 : 0;
    }
}
