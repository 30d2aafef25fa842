package dev.fxprof.scheduler;

import dev.fxprof.scheduler.ScriptTask.Phase;
import java.util.concurrent.locks.LockSupport;

/** Ends the tasks of a resource that stops. */
final class Stopping {
    private static final long NAP_NANOS = 1_000_000;

    private final AsyncService service;
    private final Timeline timeline;
    private final MainCalls mainCalls;
    private final boolean realtime;

    Stopping(AsyncService service, Timeline timeline, MainCalls mainCalls, boolean realtime) {
        this.service = service;
        this.timeline = timeline;
        this.mainCalls = mainCalls;
        this.realtime = realtime;
    }

    /** Lets a task that asked for it come to its end, as long as it may take. */
    void finish(ScriptTask task) {
        long until = System.nanoTime() + (long) (task.options().finishMillis() * 1e6);
        timeline.flush(service::ended);
        while (task.phase() != Phase.FINISHED && System.nanoTime() < until) {
            if (realtime) {
                service.settle();
                LockSupport.parkNanos(NAP_NANOS);
            } else if (task.phase() == Phase.RUNNING) {
                if (!task.body().awaitRest(until)) {
                    return;
                }
                timeline.forget(task);
                service.took(task);
            } else if (!mainCalls.hasCall(task)) {
                return;
            }
            mainCalls.run();
        }
    }

    /**
     * Cancels a task. In virtual time it is waited for, so that what it records does not depend on
     * chance.
     */
    void cancel(ScriptTask task, String reason) {
        service.cancel(task, reason);
        if (realtime) {
            return;
        }
        if (task.phase() == Phase.PENDING) {
            timeline.forget(task);
            service.ended(task);
        }
        while (task.phase() != Phase.FINISHED) {
            timeline.awaitNow(task);
            service.took(task);
        }
    }
}
