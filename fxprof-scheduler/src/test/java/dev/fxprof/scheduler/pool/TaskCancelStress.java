package dev.fxprof.scheduler.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fxprof.api.TaskBody;
import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskRun;
import dev.fxprof.api.TaskState;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** A worker runs a task while another cancels it twice: ran, who did, how it ended, all well. */
@JCStressTest
@Outcome(id = "1, 0, 1, 1", expect = ACCEPTABLE, desc = "Done, then cancelled in vain")
@Outcome(id = "[01], 1, 2, 1", expect = ACCEPTABLE, desc = "Cancelled by the first")
@Outcome(expect = FORBIDDEN, desc = "Cancelled by both, ended twice, or another reason")
@State
public class TaskCancelStress implements TaskBody {
    private final FakeHost host = new FakeHost();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger lateStops = new AtomicInteger();
    private final PoolTask task = host.task(this);
    private int ran;
    private int first;
    private int second;

    @Override
    public Object run(TaskRun run) {
        ran++;
        return "result";
    }

    @Override
    public void stop(String reason) {
        lateStops.addAndGet(ended.get());
    }

    @Override
    public void ended(TaskHandle handle) {
        ended.incrementAndGet();
    }

    @Actor
    public void worker() {
        if (task.begin((Worker) null)) {
            task.run(null);
        }
    }

    @Actor
    public void canceller() {
        first = task.cancel("1") ? 1 : 0;
        second = task.cancel("2") ? 2 : 0;
    }

    @Arbiter
    public void check(IIII_Result r) {
        r.r1 = ran;
        r.r2 = first + second;
        r.r3 = task.state() == TaskState.DONE ? 1 : task.state() == TaskState.CANCELLED ? 2 : 3;
        String reason = task.cancelReason().orElse("0");
        boolean told = ended.get() == 1 && host.over.get() == 1 && lateStops.get() == 0;
        boolean same = task.result().toCompletableFuture().isDone();
        r.r4 = told && same && reason.equals(Integer.toString(first + second)) ? 1 : 0;
    }
}
