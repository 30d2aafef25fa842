package dev.fxprof.scheduler;

import dev.fxprof.api.TaskBody;
import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskRun;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaCoroutine;
import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * The worker's half of a task: a coroutine in one of the worker's VMs, and the handover to the game
 * thread whenever it comes to rest, because it is over or because it wants something.
 *
 * <p>Assumptions: between {@link #goOn} and the next rest only workers write, between a rest and the
 * next {@link #goOn} only the game thread does; {@link #stop} comes from any thread. Guarantees: who
 * sees {@link #isAtRest} sees everything that the task did before. Progress: a worker never waits;
 * the game thread waits in {@link #awaitRest} only, outside of its ticks.
 */
final class WorkerTask implements TaskBody {
    /** How long a cancelled task may look at Async.Cancelled by itself. */
    private static final long GRACE_NANOS = 100_000_000;
    /** How long it may catch the error that cancels it. */
    private static final long PATIENCE_NANOS = 2_000_000_000;
    private static final int SPINS = 200;

    private final ScriptTask task;
    private final Runnable onRest;
    private final List<String> printed = new ArrayList<>();

    private WorkerVm home;
    private LuaCoroutine coroutine;
    private LuaArgs first;
    private long segments;
    private long startedNanos;

    // Handed over.
    private TaskRun run;
    private Request request;
    private Outcome outcome;
    private LuaParcel latestProgress;
    private Reply reply;
    private long atNanos;
    private long runNanos;
    private long queueNanos;
    private long span;
    /** The last moment of the task's newest slice. */
    private long restTicks;
    private volatile boolean atRest;
    private volatile Thread waiter;

    private volatile String stopReason;
    private volatile long stopSince;
    /** Since when a worker computes it, or 0. */
    private volatile long executingSince;
    /** Whether the game thread has answered what the task asked for. */
    private volatile boolean mayGoOn;

    WorkerTask(ScriptTask task, Runnable onRest) {
        this.task = task;
        this.onRest = onRest;
    }

    // Worker

    @Override
    public Object run(TaskRun current) {
        if (coroutine != null && !mayGoOn) {
            // Somebody cancelled it while it waits; the game thread will tell it.
            return current.linger();
        }
        mayGoOn = false;
        run = current;
        WorkerVms vms = (WorkerVms) current.worker().attachment();
        long from = System.nanoTime();
        try {
            if (coroutine == null) {
                startedNanos = from;
                begin(vms);
            }
            execute();
        } catch (LuaScriptError e) {
            outcome = Outcome.failed(e.getMessage(), e.traceback());
        } catch (StackOverflowError | OutOfMemoryError e) {
            outcome = Outcome.failed(task.name() + ": "
                    + (e instanceof OutOfMemoryError ? "not enough memory" : "stack overflow"), "");
        } catch (RuntimeException e) {
            outcome = Outcome.failed(task.name() + ": " + e, "");
        } finally {
            executingSince = 0;
        }
        runNanos += System.nanoTime() - from;
        restTicks = vms.recorder().lastTicks();
        if (outcome == null) {
            rest();
            return current.linger();
        }
        if (home != null) {
            home.taskEnded();
        }
        coroutine = null;
        rest();
        return null;
    }

    private void begin(WorkerVms vms) {
        queueNanos = startedNanos - task.submittedAt();
        home = vms.of(task.owner());
        LuaVm vm = home.vm();
        LuaArgs function = vm.args(vm.unpack(task.code(), home.open()));
        first = vm.join(function, vm.unpack(task.args()));
        coroutine = vm.newCoroutine(home.guard(),
                new EntrySpan(task.site(), task.cause(), task.causeTicks(), 0));
    }

    private void execute() {
        LuaVm vm = home.vm();
        home.world().enter(this, atNanos);
        vm.seed(task.seed() + segments++);
        LuaArgs in = first == null ? vm.args() : first;
        first = null;
        request = null;
        executingSince = System.nanoTime() | 1;
        LuaArgs out = coroutine.resume(in);
        executingSince = 0;
        if (coroutine.isDead()) {
            outcome = outcomeOf(vm, out);
        } else if (request == null) {
            outcome = Outcome.failed(task.name()
                    + ": the task yielded, but nobody resumes it: use Async.Sleep to wait", "");
        }
    }

    private Outcome outcomeOf(LuaVm vm, LuaArgs out) {
        if (out.truthy(1)) {
            return Outcome.done(vm.pack(out.from(2), "result", task.owner().mostBytes()));
        }
        String traceback = out.string(2, "");
        if (out.type(3).equals("string")) {
            return Outcome.failed(out.string(3), traceback);
        }
        try {
            return new Outcome(false, vm.pack(out.from(3), "error", task.owner().mostBytes()), null,
                    traceback);
        } catch (LuaScriptError e) {
            return Outcome.failed("(error object that cannot leave its worker: " + e.getMessage()
                    + ")", traceback);
        }
    }

    /** Suspends the task until the game thread has answered. */
    LuaArgs ask(LuaVm vm, Request wanted) {
        return ask(vm, wanted, answer -> answer);
    }

    /** As above; something takes the answer on the task's stack. */
    LuaArgs ask(LuaVm vm, Request wanted, UnaryOperator<LuaArgs> then) {
        if (!vm.inHostCoroutine()) {
            throw new LuaScriptError(
                    "this can only be called by the task itself, not by a coroutine "
                            + "that it made");
        }
        if (wanted.endsWithCancellation()) {
            failIfCancelled();
        }
        request = wanted;
        return vm.suspend(vm.args(), ignored -> {
            if (wanted.endsWithCancellation()) {
                failIfCancelled();
            }
            Reply given = reply;
            reply = null;
            return then.apply(given.values(vm));
        });
    }

    private void failIfCancelled() {
        String reason = stopReason;
        if (reason != null) {
            throw new LuaScriptError("cancelled: " + reason);
        }
    }

    void print(String line) {
        printed.add(line);
    }

    void progress(LuaParcel value) {
        latestProgress = value;
        if (task.owner().isRealtime()) {
            task.publish(value);
        }
    }

    /** The span of the whole task begins. */
    void began(long id) {
        span = id;
    }

    boolean isCancelled() {
        return stopReason != null;
    }

    ScriptTask task() {
        return task;
    }

    private void rest() {
        atRest = true;
        onRest.run();
        Thread waiting = waiter;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    // Any thread

    /** First a flag, then an error, then the end; called again and again while the task goes on. */
    @Override
    public void stop(String reason) {
        long now = System.nanoTime();
        if (stopReason == null) {
            stopSince = now;
            stopReason = reason;
            return;
        }
        WorkerVm here = home;
        if (executingSince == 0 || here == null) {
            return;
        }
        if (now - stopSince > PATIENCE_NANOS) {
            here.vm().interrupt(() -> here.world().task() == this ? reason : null);
        } else if (now - stopSince > GRACE_NANOS) {
            here.vm().cancel(() -> here.world().task() == this ? reason : null);
        }
    }

    @Override
    public void ended(TaskHandle handle) {
        if (outcome == null) {
            // It never ran, or its worker is closing while it waits for an answer.
            outcome = Outcome.failed(handle.cancelReason().orElse("it never ran"), "");
            rest();
        }
    }

    // Game thread

    boolean isAtRest() {
        return atRest;
    }

    /** Waits until the task has come to rest. */
    boolean awaitRest(long untilNanos) {
        for (int i = 0; i < SPINS && !atRest; i++) {
            Thread.onSpinWait();
        }
        waiter = Thread.currentThread();
        while (!atRest) {
            long left = untilNanos - System.nanoTime();
            if (left <= 0) {
                break;
            }
            LockSupport.parkNanos(left);
        }
        waiter = null;
        return atRest;
    }

    /** Lets it begin at a moment of server time. */
    void startAt(long nanos) {
        atNanos = nanos;
    }

    /** Lets it go on with an answer, at a moment of server time. */
    void goOn(Reply answer, long nanos) {
        reply = answer;
        atNanos = nanos;
        atRest = false;
        mayGoOn = true;
        run.resume();
    }

    /** Says that it is cancelled, without asking anything of it. */
    void markCancelled(String reason) {
        if (stopReason == null) {
            stopSince = System.nanoTime();
            stopReason = reason;
        }
    }

    Request request() {
        return request;
    }

    Outcome outcome() {
        return outcome;
    }

    LuaParcel latestProgress() {
        return latestProgress;
    }

    List<String> takePrinted() {
        if (printed.isEmpty()) {
            return List.of();
        }
        List<String> lines = List.copyOf(printed);
        printed.clear();
        return lines;
    }

    long executingSince() {
        return executingSince;
    }

    long span() {
        return span;
    }

    /** The last moment of the slice after which the task came to rest. */
    long restTicks() {
        return restTicks;
    }

    long runNanos() {
        return runNanos;
    }

    long queueNanos() {
        return queueNanos;
    }
}
