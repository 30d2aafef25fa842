package dev.fxprof.scheduler.pool;

import dev.fxprof.api.TaskBody;
import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskKind;
import dev.fxprof.api.TaskOptions;
import dev.fxprof.api.TaskRun;
import dev.fxprof.api.TaskState;
import dev.fxprof.api.TaskWorker;
import dev.fxprof.scheduler.pool.Status.Phase;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A task: what its submitter and its body see of it, and its one state.
 *
 * <p>
 * Assumptions: one thread at a time runs the body, the one whose {@link #begin} or {@link #again}
 * returned true; any thread may cancel and resume.
 *
 * <p>
 * Guarantees: every change of state is one compare-and-set, so of a cancellation, a return and a
 * resumption that meet, each sees the state that the others left. A final state never changes; {@code
 * ended} is called once, by the thread that set it; {@code stop} is not called once it is set.
 *
 * <p>
 * Progress: lock-free, but for {@code stop}, which excludes the end of a cancelled task.
 */
final class PoolTask implements TaskHandle, TaskRun {
    private static final Object SUSPENDED = new Object();
    private static final Object LINGERING = new Object();
    private static final VarHandle STATUS;
    private static final VarHandle FUTURE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATUS = lookup.findVarHandle(PoolTask.class, "status", Status.class);
            FUTURE = lookup.findVarHandle(PoolTask.class, "future", CompletableFuture.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final TaskHost host;
    private final TaskOptions options;
    // Not volatile: the queue publishes the first value, and a fence per task would cost as much as
    // the rest of its construction.
    private Status status = Status.QUEUED;
    private TaskBody body;
    private Object outcome;
    private CompletableFuture<Object> future;
    // Written before the compare-and-set that lets others read it.
    private Worker worker;
    private Thread thread;
    /** Place in its worker's list of suspended tasks, or -1; the worker's own. */
    private int place = -1;
    /** Whether it ran after the pool was closed; the worker's own. */
    private boolean ranLast;
    /** Slot of its lane that was handed to it for its next run. */
    private int granted;

    PoolTask(TaskHost host, TaskBody body, TaskOptions options) {
        this.host = host;
        this.body = body;
        this.options = options;
    }

    TaskHost host() {
        return host;
    }

    TaskOptions options() {
        return options;
    }

    boolean blocks() {
        return options.kind() == TaskKind.BLOCKS;
    }

    Phase phase() {
        return status().phase();
    }

    int place() {
        return place;
    }

    void place(int at) {
        place = at;
    }

    /** Hands it a slot; its worker's inbox publishes that. */
    void grant(int slot) {
        granted = slot;
    }

    /** What it was handed, which the caller must see to; on its worker's thread. */
    int takeGranted() {
        int slot = granted;
        // If this is an older entry of it in the inbox, the slot may be on its way: leave it alone.
        if (slot != 0) {
            granted = 0;
        }
        return slot;
    }

    boolean runsOn(Thread other) {
        synchronized (this) {
            return thread == other && phase().isRunning();
        }
    }

    Worker home() {
        return worker;
    }

    private Status status() {
        return (Status) STATUS.getVolatile(this);
    }

    private boolean change(Status from, Status to) {
        return STATUS.compareAndSet(this, from, to);
    }

    /** Takes it out of its queue to run it; false if it was cancelled there. */
    boolean begin(Worker on) {
        worker = on;
        return change(Status.QUEUED, Status.RUNNING);
    }

    /** As {@link #begin(Worker)}, on a thread of its own, which a cancellation interrupts. */
    boolean begin(Thread on) {
        // Whoever cancels it from here on waits for the lock, and so knows whom to interrupt.
        synchronized (this) {
            if (!change(Status.QUEUED, Status.RUNNING) && !again()) {
                return false;
            }
            thread = on;
            return true;
        }
    }

    /** Takes a resumed one to run it; false if somebody else did. */
    boolean again() {
        while (true) {
            Status now = status();
            Status next = now.again();
            if (next == null) {
                return false;
            }
            if (change(now, next)) {
                return true;
            }
        }
    }

    /** Runs the body and then sees to what follows; to be called by the thread that took it. */
    Phase run(Throwable refused) {
        Object value = null;
        Throwable failure = refused;
        if (refused == null) {
            try {
                value = body.run(this);
            } catch (Throwable e) {
                // An error of a body is its task's, never its worker's.
                failure = e;
            }
        }
        return returned(value, failure);
    }

    private Phase returned(Object value, Throwable failure) {
        boolean lingers = failure == null && value == LINGERING;
        boolean suspended = failure == null && (lingers || value == SUSPENDED);
        if (!suspended) {
            outcome = failure == null ? value : failure;
        }
        while (true) {
            Status now = status();
            Status next = now.returned(suspended, lingers, failure != null);
            if (!turn(now, next)) {
                continue;
            }
            Phase phase = next.phase();
            if (phase.isFinal()) {
                over(true);
            } else if (phase != Phase.WAITING && phase != Phase.STOP_WAITING) {
                host.ready(this);
            }
            return phase;
        }
    }

    private boolean turn(Status now, Status next) {
        if (next.phase() != Phase.CANCELLED) {
            return change(now, next);
        }
        synchronized (this) {
            outcome = null;
            return change(now, next);
        }
    }

    private void over(boolean begun) {
        host.over(this, begun);
        CompletableFuture<Object> asked = future();
        if (asked != null) {
            complete(asked);
        }
        TaskBody told = body;
        body = null;
        try {
            told.ended(this);
        } catch (Throwable e) {
            report(e);
        }
    }

    @SuppressWarnings("unchecked")
    private CompletableFuture<Object> future() {
        return (CompletableFuture<Object>) FUTURE.getVolatile(this);
    }

    private void complete(CompletableFuture<Object> asked) {
        Status last = status();
        switch (last.phase()) {
            case DONE -> asked.complete(outcome);
            case FAILED -> asked.completeExceptionally((Throwable) outcome);
            default -> asked.completeExceptionally(new CancellationException(last.reason()));
        }
    }

    /** Tells the body to stop, if it is still in this. */
    void stop() {
        synchronized (this) {
            Status now = status();
            if (now.phase().state() != TaskState.CANCELLING) {
                return;
            }
            try {
                body.stop(now.reason());
            } catch (Throwable e) {
                report(e);
            }
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    /** What a body's callbacks throw has nobody to go to but the thread's handler. */
    private static void report(Throwable e) {
        Thread here = Thread.currentThread();
        try {
            here.getUncaughtExceptionHandler().uncaughtException(here, e);
        } catch (Throwable ignored) {
            // A handler that fails must not take the worker with it.
        }
    }

    @Override
    public TaskState state() {
        return phase().state();
    }

    @Override
    public CompletionStage<Object> result() {
        CompletableFuture<Object> mine = future();
        if (mine == null) {
            mine = new CompletableFuture<>();
            Object before = FUTURE.compareAndExchange(this, null, mine);
            mine = before == null ? mine : future();
        }
        if (phase().isFinal()) {
            complete(mine);
        }
        return mine;
    }

    @Override
    public boolean cancel(String reason) {
        Objects.requireNonNull(reason, "reason");
        while (true) {
            Status now = status();
            Status next = now.cancelled(reason);
            if (next == null) {
                return false;
            }
            if (change(now, next)) {
                cancelled(now.phase());
                return true;
            }
        }
    }

    private void cancelled(Phase before) {
        if (before == Phase.QUEUED) {
            over(false);
            return;
        }
        stop();
        host.stopping(this);
        if (before == Phase.WAITING || before == Phase.READY) {
            // One that was resumed may lie where it waits for a place in its lane: twice is once.
            host.ready(this);
        }
    }

    @Override
    public Optional<String> cancelReason() {
        return Optional.ofNullable(status().reason());
    }

    @Override
    public TaskWorker worker() {
        return host.worker(this);
    }

    @Override
    public Optional<String> cancelled() {
        return cancelReason();
    }

    @Override
    public Object suspend() {
        return SUSPENDED;
    }

    @Override
    public Object linger() {
        return LINGERING;
    }

    @Override
    public void resume() {
        while (true) {
            Status now = status();
            Status next = now.resumed();
            if (next == null) {
                return;
            }
            if (change(now, next)) {
                if (!now.phase().isRunning()) {
                    host.ready(this);
                }
                return;
            }
        }
    }

    /** It runs, and the pool is about to end. */
    void runsLast() {
        ranLast = true;
    }

    /** Ends it if it was cancelled, knows of it and does not run; says whether it did. */
    boolean abandon() {
        Status now = status();
        Status next = now.abandoned(ranLast);
        if (next == null || !turn(now, next)) {
            return false;
        }
        over(true);
        return true;
    }
}
