package dev.fxprof.hooks.lua.perf;

/**
 * How a server answered when it was asked for its metrics.
 *
 * @param answers answers with metrics
 * @param failures times without an answer, or with one that holds no metrics
 * @param refusals times it said that this is too often
 * @param restarts times its counts went back: it had started again
 */
public record PerfCounts(long answers, long failures, long refusals, long restarts) {
    PerfCounts answered() {
        return new PerfCounts(answers + 1, failures, refusals, restarts);
    }

    PerfCounts failed() {
        return new PerfCounts(answers, failures + 1, refusals, restarts);
    }

    PerfCounts limited() {
        return new PerfCounts(answers, failures, refusals + 1, restarts);
    }

    PerfCounts restarted() {
        return new PerfCounts(answers, failures, refusals, restarts + 1);
    }
}
