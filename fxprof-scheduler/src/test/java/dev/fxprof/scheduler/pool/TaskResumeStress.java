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

/** A body asks to be suspended while another resumes it: how often it is posted, can it run. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Resumed once")
@Outcome(expect = FORBIDDEN, desc = "A resumption lost or doubled")
@State
public class TaskResumeStress {
    private final FakeHost host = new FakeHost();
    private final PoolTask task = host.task(run -> run.suspend());

    public TaskResumeStress() {
        task.begin((Worker) null);
    }

    @Actor
    public void worker() {
        task.run(null);
    }

    @Actor
    public void resumer() {
        task.resume();
        task.resume();
    }

    @Arbiter
    public void check(II_Result r) {
        r.r1 = host.ready.get();
        r.r2 = task.state() == TaskState.WAITING && task.again() && !task.again() ? 1 : 0;
    }
}
