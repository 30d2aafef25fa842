package dev.fxprof.cli;

import dev.fxprof.scheduler.AsyncSettings;
import picocli.CommandLine.Option;

/** How the scripts of the simulated server may use workers. */
final class AsyncOptionsMixin {
    @Option(names = "--workers", paramLabel = "N", description = "Threads that run what scripts give to Async.Run, 1 to 56 (default: one less than the "
            + "processors, 1 to 8). Each has a ring of its own.")
    private Integer workers;

    @Option(names = "--async-queue", paramLabel = "TASKS", defaultValue = ""
            + AsyncSettings.DEFAULT_QUEUE_LIMIT, description = "Tasks of one resource that may be on their way; one more is an error in its script "
                    + "(default ${DEFAULT-VALUE}).")
    private int queueLimit;

    @Option(names = "--async-results", paramLabel = "N", defaultValue = ""
            + AsyncSettings.DEFAULT_RESULTS, description = "Most results that Async delivers in a tick (default ${DEFAULT-VALUE}); what is over "
                    + "waits for the next. Not with --realtime.")
    private int results;

    @Option(names = "--async-bytes", paramLabel = "SIZE", converter = ByteSize.class, defaultValue = "4M", description = "Most bytes of results that Async delivers in a tick (default ${DEFAULT-VALUE}). Not "
            + "with --realtime.")
    private long bytes;

    @Option(names = "--async-budget", paramLabel = "MICROSECONDS", defaultValue = ""
            + AsyncSettings.DEFAULT_BUDGET_NANOS
                    / 1000, description = "With --realtime: longest time that the delivery of results takes of a tick "
                            + "(default ${DEFAULT-VALUE}).")
    private int budgetMicros;

    int workers() {
        return workers == null ? AsyncSettings.defaultWorkers() : workers;
    }

    AsyncSettings settings(boolean realtime, long seed, int tickRate, int limitSeconds) {
        return new AsyncSettings(workers(), realtime, seed, 1_000_000_000L / Math.max(1, tickRate),
                queueLimit,
                results, bytes, budgetMicros * 1000L, AsyncSettings.DEFAULT_MOST_BYTES,
                limitSeconds == 0 ? Integer.MAX_VALUE : limitSeconds);
    }
}
