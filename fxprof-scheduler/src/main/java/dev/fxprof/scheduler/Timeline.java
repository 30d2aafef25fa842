package dev.fxprof.scheduler;

import dev.fxprof.scheduler.ScriptTask.Phase;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;

/**
 * When tasks come to rest. In virtual time a task rests at the moment that its declared cost gives,
 * however long its worker needs: whoever is due is waited for, in the order of moments and
 * submissions, so that the number of workers changes nothing. In real time tasks come when they come.
 *
 * <p>Assumptions: used by the game thread only, but for {@link #arrived}.
 */
final class Timeline {
    /** Steps of tasks in one tick; what is due beyond waits for the next. */
    private static final int MOST_STEPS = 100_000;
    private static final int CHUNK = 1024;
    /** What a task gets to compute, however short its deadline. */
    private static final long LEAST_NANOS = 1_000_000_000;
    private static final long LOOK_NANOS = 100_000_000;

    /** Something to do at a moment of server time. */
    private record Timer(long nanos, long order, Runnable action) {}

    private final boolean realtime;
    private final long limitNanos;
    private final Consumer<ScriptTask> starter;
    private final Runnable onArrival;
    private final Deque<ScriptTask> submitted = new ArrayDeque<>();
    private final PriorityQueue<ScriptTask> running = new PriorityQueue<>(
            Comparator.<ScriptTask>comparingLong(ScriptTask::dueNanos)
                    .thenComparingLong(ScriptTask::id));
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(
            Comparator.<Timer>comparingLong(Timer::nanos).thenComparingLong(Timer::order));
    private final MpscUnboundedAtomicArrayQueue<ScriptTask> arrivals = new MpscUnboundedAtomicArrayQueue<>(
            CHUNK);
    /** In real time: what workers have, or may have. */
    private final Set<ScriptTask> computing = new LinkedHashSet<>();
    private long orders;
    private long lookedNanos;
    private int steps;

    /**
     * A time line.
     *
     * @param starter gives a task to the workers
     * @param onArrival called by a worker when a task rests, in real time
     */
    Timeline(AsyncSettings settings, Consumer<ScriptTask> starter, Runnable onArrival) {
        this.realtime = settings.realtime();
        this.limitNanos = settings.limitSeconds() * 1_000_000_000L;
        this.starter = starter;
        this.onArrival = onArrival;
    }

    /** A task has come to rest. By its worker. */
    void arrived(ScriptTask task) {
        if (realtime) {
            arrivals.add(task);
            onArrival.run();
        }
    }

    /** A task was submitted; in virtual time its worker gets it once the tick is over. */
    void submit(ScriptTask task) {
        if (realtime) {
            starter.accept(task);
            computing.add(task);
        } else {
            submitted.add(task);
        }
    }

    /** Gives the workers what was submitted; what was cancelled meanwhile is given to {@code ended}. */
    void flush(Consumer<ScriptTask> ended) {
        ScriptTask task;
        while ((task = submitted.poll()) != null) {
            if (task.cancelReason() != null) {
                ended.accept(task);
            } else {
                starter.accept(task);
                running.add(task);
            }
        }
    }

    /** A task goes on with an answer, now. */
    void goOn(ScriptTask task, Reply reply, long now) {
        task.phase(Phase.RUNNING);
        task.dueNanos(now);
        task.body().goOn(reply, now);
        (realtime ? computing : running).add(task);
    }

    void at(long nanos, Runnable action) {
        timers.add(new Timer(nanos, ++orders, action));
    }

    /** Takes every task that rests by now, and runs every timer that is due. */
    void settle(long now, Consumer<ScriptTask> took, Consumer<ScriptTask> ended) {
        steps = 0;
        flush(ended);
        while (!timers.isEmpty() && timers.peek().nanos <= now) {
            timers.poll().action.run();
        }
        if (realtime) {
            ScriptTask task;
            while ((task = arrivals.poll()) != null) {
                computing.remove(task);
                took.accept(task);
            }
            if (System.nanoTime() - lookedNanos > LOOK_NANOS) {
                lookedNanos = System.nanoTime();
                computing.forEach(this::stopIfLate);
            }
            return;
        }
        while (!running.isEmpty() && running.peek().dueNanos() <= now && steps++ < MOST_STEPS) {
            ScriptTask task = running.poll();
            await(task);
            took.accept(task);
            flush(ended);
        }
    }

    /** Waits until a task rests; whoever would keep it from that for ever is stopped. */
    private void await(ScriptTask task) {
        while (!task.body().awaitRest(System.nanoTime() + LOOK_NANOS)) {
            stopIfLate(task);
            running.forEach(this::stopIfLate);
        }
    }

    /** A deadline is one of virtual time; the worker gets ten times as long in earnest. */
    private long patience(ScriptTask task) {
        if (task.cancelReason() != null) {
            return LEAST_NANOS;
        }
        long deadline = task.options().deadlineNanos();
        return deadline == 0 ? limitNanos : Math.clamp(10 * deadline, LEAST_NANOS, limitNanos);
    }

    /**
     * Only one that computes is stopped, not one that waits for its worker; and one that is cancelled
     * may come to rest by itself, so that the moment does not depend on how fast its worker is.
     */
    private void stopIfLate(ScriptTask task) {
        long from = task.body().executingSince();
        if (from != 0 && System.nanoTime() - from > patience(task)) {
            task.cancel(task.options().deadlineNanos() > 0
                    ? Deadlines.reason(task)
                    : "it ran for longer than " + limitNanos / 1_000_000_000
                            + " seconds at a stretch");
            task.handle().cancel(task.cancelReason());
        }
    }

    /** A task is not to be waited for any more. */
    void forget(ScriptTask task) {
        submitted.remove(task);
        running.remove(task);
    }

    /** Waits until a task rests, before it is due. */
    void awaitNow(ScriptTask task) {
        forget(task);
        await(task);
    }
}
