package dev.fxprof.scheduler;

import dev.fxprof.api.TaskHandle;
import dev.fxprof.lua.LuaCode;
import dev.fxprof.lua.LuaParcel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A task of a script, as the game thread knows it.
 *
 * <p>Assumptions: used by the game thread only, but for what never changes and {@link #publish}.
 */
final class ScriptTask {
    /** Where it is, as scripts can see it. */
    enum Phase {
        PENDING, RUNNING, WAITING, FINISHED
    }

    private static final int MOST_REQUESTS = 1000;

    private final long id;
    private final AsyncResource owner;
    private final ScriptTask parent;
    private final Submission submission;
    private final TaskSites sites;
    private final long cause;
    private final long causeTicks;
    private final long submittedNanos;
    private final WorkerTask body;
    private final List<AsyncResource> adopters = new ArrayList<>(1);
    private final List<Object> threads = new ArrayList<>(1);
    private final List<Awaiting> awaiting = new ArrayList<>(0);

    private Phase phase = Phase.PENDING;
    private TaskHandle handle;
    private long dueNanos;
    private long submittedAt;
    private String cancelReason;
    private int asked;
    private long deliverySpan;
    private long deliveryTicks;
    private boolean observed;
    private Awaiting wait;
    private volatile LuaParcel progress;

    ScriptTask(long id, AsyncResource owner, ScriptTask parent, Submission submission,
            TaskSites sites, Cause cause, long submittedNanos, Consumer<ScriptTask> onRest) {
        this.id = id;
        this.owner = owner;
        this.parent = parent;
        this.submission = submission;
        this.sites = sites;
        this.cause = cause.span();
        this.causeTicks = cause.ticks();
        this.submittedNanos = submittedNanos;
        this.dueNanos = submittedNanos + submission.options().costNanos();
        this.body = new WorkerTask(this, () -> onRest.accept(this));
        body.startAt(submittedNanos);
        if (parent == null) {
            adopters.add(owner);
        }
    }

    /** What caused a span, and when. */
    record Cause(long span, long ticks) {}

    /** A task that waits for one of several to end; settled once. */
    static final class Awaiting {
        private final ScriptTask task;
        private boolean settled;

        Awaiting(ScriptTask task) {
            this.task = task;
        }

        ScriptTask task() {
            return task;
        }

        /** Says whether the caller is the first to settle it. */
        boolean settle() {
            boolean first = !settled;
            settled = true;
            return first;
        }
    }

    // What never changes

    long id() {
        return id;
    }

    AsyncResource owner() {
        return owner;
    }

    ScriptTask parent() {
        return parent;
    }

    LuaCode code() {
        return submission.code();
    }

    LuaParcel args() {
        return submission.args();
    }

    AsyncOptions options() {
        return submission.options();
    }

    String submitter() {
        String callers = submission.submitter().get();
        return callers.isBlank()
                ? "\t" + code().file() + ":" + code().line() + ": where " + code().name()
                        + " stands"
                : callers;
    }

    String name() {
        return sites.name();
    }

    TaskSites sites() {
        return sites;
    }

    int site() {
        return sites.run();
    }

    long cause() {
        return cause;
    }

    long causeTicks() {
        return causeTicks;
    }

    long submittedNanos() {
        return submittedNanos;
    }

    long seed() {
        return owner.seed() * 31 + id * 1_000_003;
    }

    WorkerTask body() {
        return body;
    }

    /** Takes what the task reports of itself. By any thread. */
    void publish(LuaParcel value) {
        if (progress != value) {
            progress = value;
            owner.home().progress(this);
        }
    }

    LuaParcel progress() {
        return progress;
    }

    // Game thread

    Phase phase() {
        return phase;
    }

    void phase(Phase next) {
        phase = next;
    }

    TaskHandle handle() {
        return handle;
    }

    /** The pool has it. */
    void handedOver(TaskHandle given) {
        handle = given;
        phase = Phase.RUNNING;
    }

    long submittedAt() {
        return submittedAt;
    }

    void submittedAt(long nanos) {
        submittedAt = nanos;
    }

    long dueNanos() {
        return dueNanos;
    }

    void dueNanos(long nanos) {
        dueNanos = nanos;
    }

    String cancelReason() {
        return cancelReason;
    }

    /** Says whether nobody had cancelled it before. */
    boolean cancel(String reason) {
        if (cancelReason != null || phase == Phase.FINISHED) {
            return false;
        }
        cancelReason = reason;
        return true;
    }

    /** Counts what a cancelled task still asks for; says whether that is no cleaning up any more. */
    boolean asksTooMuch() {
        return ++asked > MOST_REQUESTS;
    }

    /** The span that handed the outcome over. */
    void delivered(long span, long ticks) {
        deliverySpan = span;
        deliveryTicks = ticks;
    }

    long deliverySpan() {
        return deliverySpan;
    }

    long deliveryTicks() {
        return deliveryTicks;
    }

    int resultBytes() {
        Outcome outcome = body.outcome();
        return outcome == null ? 0 : outcome.bytes();
    }

    boolean isObserved() {
        return observed;
    }

    void observe() {
        observed = true;
    }

    List<AsyncResource> adopters() {
        return adopters;
    }

    List<Object> threads() {
        return threads;
    }

    List<Awaiting> awaiting() {
        return awaiting;
    }

    /** Starts to wait for something that one of several events ends. */
    Awaiting startWait() {
        wait = new Awaiting(this);
        phase = Phase.WAITING;
        return wait;
    }

    Awaiting currentWait() {
        return wait;
    }

    /** As handle:Status() gives it before the outcome was delivered. */
    String status() {
        if (cancelReason != null) {
            return "cancelling";
        }
        return switch (phase) {
            case PENDING -> "pending";
            case RUNNING, FINISHED -> "running";
            case WAITING -> "waiting";
        };
    }

    String finalState() {
        if (cancelReason != null) {
            return "cancelled";
        }
        return body.outcome().isDone() ? "done" : "failed";
    }

    /** What Await raises. */
    String errorText() {
        String from = cancelReason != null ? "" : submitter();
        return from.isBlank() ? ownText() : ownText() + "\nsubmitted by:\n" + from.strip();
    }

    /** The same, without who submitted it. */
    String ownText() {
        if (cancelReason != null) {
            return "cancelled: " + cancelReason;
        }
        Outcome outcome = body.outcome();
        return outcome.traceback().isBlank()
                ? outcome.message()
                : outcome.message() + "\nin the task:\n" + outcome.traceback().strip();
    }
}
