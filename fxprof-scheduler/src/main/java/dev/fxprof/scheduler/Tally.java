package dev.fxprof.scheduler;

/** Counts what becomes of the tasks of one resource, over all its starts. */
final class Tally {
    private final String resource;
    private long submitted;
    private long done;
    private long failed;
    private long cancelled;
    private long dropped;
    private long rejected;
    private long carriedOver;
    private long bytes;
    private long queueNanos;
    private long runNanos;

    Tally(String resource) {
        this.resource = resource;
    }

    void submitted() {
        submitted++;
    }

    void rejected() {
        rejected++;
    }

    void carriedOver() {
        carriedOver++;
    }

    void dropped() {
        dropped++;
    }

    void copied(long more) {
        bytes += more;
    }

    /** A task is over; every submitted task is counted here once. */
    void ended(ScriptTask task) {
        switch (task.finalState()) {
            case "done" -> done++;
            case "failed" -> failed++;
            default -> cancelled++;
        }
        queueNanos += task.body().queueNanos();
        runNanos += task.body().runNanos();
    }

    AsyncCounts counts() {
        return new AsyncCounts(resource, submitted, done, failed, cancelled, dropped, rejected,
                carriedOver, bytes, queueNanos, runNanos);
    }
}
