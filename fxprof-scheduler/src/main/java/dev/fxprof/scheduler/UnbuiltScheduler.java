package dev.fxprof.scheduler;

import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskScheduler;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Takes no work and says why. */
public final class UnbuiltScheduler implements TaskScheduler {
    static final String REASON = "the scheduler that runs work off the main thread follows";

    @Override
    public Optional<String> unavailableReason() {
        return Optional.of("Tasks cannot be run yet: " + REASON + ".");
    }

    @Override
    public TaskHandle submit(String resource, Callable<?> work) {
        throw new IllegalStateException(unavailableReason().orElseThrow());
    }
}
