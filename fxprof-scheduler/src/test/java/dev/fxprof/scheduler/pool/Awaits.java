package dev.fxprof.scheduler.pool;

import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskLane;
import dev.fxprof.api.TaskState;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
        try {
            Object value = result(task);
            throw new AssertionError("it returned " + value);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError("it did not end", e);
        } catch (RuntimeException e) {
            return e;
        }
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
