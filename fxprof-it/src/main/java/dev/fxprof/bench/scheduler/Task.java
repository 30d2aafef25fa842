package dev.fxprof.bench.scheduler;

import dev.fxprof.api.TaskBody;
import dev.fxprof.api.TaskRun;

/** What every contender can run. */
abstract class Task implements Runnable, TaskBody {
    @Override
    public final Object run(TaskRun run) {
        run();
        return null;
    }
}
