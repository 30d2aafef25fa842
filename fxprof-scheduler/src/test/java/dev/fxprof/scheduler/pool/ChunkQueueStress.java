package dev.fxprof.scheduler.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One offers and one polls where a chunk ends: how many came out in order, and how many were left. */
@JCStressTest
@Outcome(id = "3, [0123]", expect = ACCEPTABLE, desc = "All, in order")
@Outcome(expect = FORBIDDEN, desc = "Lost, doubled or out of order")
@State
public class ChunkQueueStress {
    private final FakeHost host = new FakeHost();
    private final ChunkQueue queue = new ChunkQueue();
    private final List<PoolTask> tasks = new ArrayList<>();
    private final List<PoolTask> taken = new ArrayList<>();

    public ChunkQueueStress() {
        PoolTask filler = host.task(run -> null);
        for (int i = 0; i < ChunkQueue.CHUNK - 1; i++) {
            queue.offer(filler);
            queue.poll();
        }
        for (int i = 0; i < 3; i++) {
            tasks.add(host.task(run -> null));
        }
    }

    private void poll() {
        PoolTask task = queue.poll();
        if (task != null) {
            taken.add(task);
        }
    }

    @Actor
    public void submitter() {
        tasks.forEach(queue::offer);
    }

    @Actor
    public void worker() {
        poll();
        poll();
        poll();
    }

    @Arbiter
    public void check(II_Result r) {
        int before = taken.size();
        while (!queue.isEmpty()) {
            poll();
        }
        r.r1 = taken.equals(tasks) ? 3 : -1;
        r.r2 = 3 - before;
    }
}
