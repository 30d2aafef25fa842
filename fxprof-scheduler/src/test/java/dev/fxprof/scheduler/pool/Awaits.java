package dev.fxprof.scheduler.pool;

import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskLane;
import dev.fxprof.api.TaskState;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting, with a limit that only a failure reaches. */
final class Awaits {
    private static final long LIMIT_SECONDS = 30;

    private Awaits() {
    }

    static Object result(TaskHandle task) throws Exception {
        return task.result().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    static Throwable failure(TaskHandle task) throws Exception {
        // Not by get() of the result itself, which wraps a cancellation once more.
        Throwable failure = task.result().handle((value, e) -> e).toCompletableFuture()
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (failure == null) {
            throw new AssertionError("it returned " + result(task));
        }
        return failure;
    }

    static void state(TaskHandle task, TaskState state) {
        until("the task is " + state, () -> task.state() == state);
    }

    static void done(TaskLane lane, long tasks) {
        until(tasks + " tasks are done", () -> lane.counts().done() >= tasks);
    }

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not in time: " + what);
            }
            LockSupport.parkNanos(100_000);
        }
    }
}
