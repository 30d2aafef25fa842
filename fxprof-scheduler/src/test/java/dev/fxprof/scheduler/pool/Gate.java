package dev.fxprof.scheduler.pool;

import dev.fxprof.api.TaskBody;
import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskRun;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A body that holds its worker until it is opened, or, if it may be stopped, told to stop. */
final class Gate implements TaskBody {
    /** After so many looks of the watch a stubborn one gives way, lest a test that failed hangs. */
    private static final int LONG_ENOUGH = 1000;

    final CountDownLatch opened = new CountDownLatch(1);
    final AtomicInteger ended = new AtomicInteger();
    final List<String> stops = new CopyOnWriteArrayList<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final boolean stoppable;

    private Gate(boolean stoppable) {
        this.stoppable = stoppable;
    }

    static Gate stoppable() {
        return new Gate(true);
    }

    static Gate stubborn() {
        return new Gate(false);
    }

    @Override
    public Object run(TaskRun run) throws Exception {
        entered.countDown();
        opened.await();
        return "gate";
    }

    @Override
    public void stop(String reason) {
        stops.add(reason);
        if (stoppable || stops.size() == LONG_ENOUGH) {
            opened.countDown();
        }
    }

    @Override
    public void ended(TaskHandle task) {
        ended.incrementAndGet();
    }

    void open() {
        opened.countDown();
    }

    Gate awaitEntered() throws InterruptedException {
        if (!entered.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the task did not begin");
        }
        return this;
    }
}
