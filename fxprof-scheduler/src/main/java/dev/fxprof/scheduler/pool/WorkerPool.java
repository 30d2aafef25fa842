package dev.fxprof.scheduler.pool;

import dev.fxprof.api.LaneCounts;
import dev.fxprof.api.TaskBody;
import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskLane;
import dev.fxprof.api.TaskOptions;
import dev.fxprof.api.TaskScheduler;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stand-in. */
public final class WorkerPool implements TaskScheduler {
    private final ExecutorService executor;
    private final int workers;

    private WorkerPool(int workers) {
        this.workers = workers;
        executor = Executors.newFixedThreadPool(workers);
    }

    /**
     * Stand-in.
     *
     * @param options options
     * @return pool
     */
    public static WorkerPool open(PoolOptions options) {
        return new WorkerPool(options.workers());
    }

    @Override
    public TaskLane lane(String resource) {
        return new TaskLane() {
            @Override
            public String resource() {
                return resource;
            }

            @Override
            public TaskHandle submit(TaskBody body, TaskOptions options) {
                executor.execute(() -> {
                    try {
                        body.run(null);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                return null;
            }

            @Override
            public void weight(int weight) {
            }

            @Override
            public void limit(int most) {
            }

            @Override
            public LaneCounts counts() {
                return null;
            }
        };
    }

    @Override
    public int workers() {
        return workers;
    }

    @Override
    public void close() {
        executor.close();
    }
}
