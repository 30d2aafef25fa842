package dev.fxprof.cli;

/** Count, sum and maximum of the ticks of a run. */
final class TickTimes {
    private long count;
    private long sum;
    private long max;

    void add(long nanos) {
        count++;
        sum += nanos;
        max = Math.max(max, nanos);
    }

    long count() {
        return count;
    }

    long meanNanos() {
        return count == 0 ? 0 : sum / count;
    }

    long maxNanos() {
        return max;
    }
}
