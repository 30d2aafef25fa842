package dev.fxprof.scheduler.pool;

import dev.fxprof.api.TaskBody;
import dev.fxprof.api.TaskOptions;
import dev.fxprof.api.TaskWorker;
import java.util.concurrent.atomic.AtomicInteger;

/** A lane that only counts what its tasks tell it. */
final class FakeHost implements TaskHost {
    final AtomicInteger ready = new AtomicInteger();
    final AtomicInteger stopping = new AtomicInteger();
    final AtomicInteger over = new AtomicInteger();

    PoolTask task(TaskBody body) {
        return new PoolTask(this, body, TaskOptions.DEFAULT);
    }

    @Override
    public void ready(PoolTask task) {
        ready.incrementAndGet();
    }

    @Override
    public void stopping(PoolTask task) {
        stopping.incrementAndGet();
    }

    @Override
    public void over(PoolTask task, boolean begun) {
        over.incrementAndGet();
    }

    @Override
    public TaskWorker worker(PoolTask task) {
        return Blocking.NO_WORKER;
    }
}
