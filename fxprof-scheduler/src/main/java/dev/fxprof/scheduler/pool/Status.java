package dev.fxprof.scheduler.pool;

import dev.fxprof.api.TaskState;

/**
 * State of a task and, if it was cancelled, the reason: one reference, so that both change at once.
 * Statuses are compared by identity.
 */
final class Status {
    static final Status QUEUED = new Status(Phase.QUEUED, null);
    static final Status RUNNING = new Status(Phase.RUNNING, null);
    static final Status RESUMED = new Status(Phase.RESUMED, null);
    static final Status WAITING = new Status(Phase.WAITING, null);
    static final Status READY = new Status(Phase.READY, null);
    static final Status DONE = new Status(Phase.DONE, null);
    static final Status FAILED = new Status(Phase.FAILED, null);

    private final Phase phase;
    private final String reason;

    private Status(Phase phase, String reason) {
        this.phase = phase;
        this.reason = reason;
    }

    Phase phase() {
        return phase;
    }

    String reason() {
        return reason;
    }

    /** What follows a cancellation, or null if there is nothing left to cancel. */
    Status cancelled(String why) {
        return switch (phase) {
            case QUEUED -> new Status(Phase.CANCELLED, why);
            case RUNNING, RESUMED -> new Status(Phase.STOPPING, why);
            case WAITING, READY -> new Status(Phase.STOP_READY, why);
            default -> null;
        };
    }

    /** What follows when the body is run again, or null if nobody wants that. */
    Status again() {
        return switch (phase) {
            case READY -> RUNNING;
            case STOP_READY -> new Status(Phase.STOP_RUNNING, reason);
            default -> null;
        };
    }

    /** What follows when somebody resumes it, or null if that changes nothing. */
    Status resumed() {
        return switch (phase) {
            case RUNNING -> RESUMED;
            case WAITING -> READY;
            case STOP_RUNNING -> new Status(Phase.STOP_RESUMED, reason);
            case STOP_WAITING -> new Status(Phase.STOP_READY, reason);
            default -> null;
        };
    }

    /** What follows when it is not to run any more, or null if it runs or has still to be told. */
    Status abandoned(boolean wasTold) {
        return phase == Phase.STOP_WAITING || wasTold && phase == Phase.STOP_READY
                ? new Status(Phase.CANCELLED, reason)
                : null;
    }

    /** What follows when the body has returned. */
    Status returned(boolean suspended, boolean lingers, boolean failed) {
        return switch (phase) {
            case RUNNING -> suspended ? WAITING : over(failed);
            case RESUMED -> suspended ? READY : over(failed);
            // It may not have seen the cancellation before it let go: it gets one more run to end in.
            case STOPPING -> new Status(suspended ? Phase.STOP_READY : Phase.CANCELLED, reason);
            case STOP_RUNNING ->
                new Status(lingers ? Phase.STOP_WAITING : Phase.CANCELLED, reason);
            case STOP_RESUMED -> new Status(lingers ? Phase.STOP_READY : Phase.CANCELLED, reason);
            default -> throw new IllegalStateException("a task that is " + phase + " returned");
        };
    }

    private static Status over(boolean failed) {
        return failed ? FAILED : DONE;
    }

    /** A {@link TaskState}, and what only the pool needs to know. */
    enum Phase {
        QUEUED(TaskState.QUEUED), RUNNING(TaskState.RUNNING),
        /** Runs, and is to run again if it asks to be suspended. */
        RESUMED(TaskState.RUNNING), WAITING(TaskState.WAITING),
        /** Resumed, and not run yet. */
        READY(TaskState.WAITING),
        /** Cancelled while it ran. */
        STOPPING(TaskState.CANCELLING),
        /** Cancelled while it waited, or resumed after that, to be run. */
        STOP_READY(TaskState.CANCELLING),
        /** Runs, after it was cancelled while it waited. */
        STOP_RUNNING(TaskState.CANCELLING),
        /** The same, and is to run again if it asks to be suspended. */
        STOP_RESUMED(TaskState.CANCELLING),
        /** Cancelled, and waits for something that it needs to clean up. */
        STOP_WAITING(TaskState.CANCELLING), DONE(TaskState.DONE), FAILED(
                TaskState.FAILED), CANCELLED(
                        TaskState.CANCELLED);

        private final TaskState state;

        Phase(TaskState state) {
            this.state = state;
        }

        TaskState state() {
            return state;
        }

        boolean isFinal() {
            return state.isFinal();
        }

        boolean isRunning() {
            return this == RUNNING || this == RESUMED || this == STOPPING
                    || this == STOP_RUNNING || this == STOP_RESUMED;
        }
    }
}
