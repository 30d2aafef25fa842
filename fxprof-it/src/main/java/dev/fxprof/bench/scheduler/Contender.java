package dev.fxprof.bench.scheduler;

import dev.fxprof.api.TaskLane;
import dev.fxprof.scheduler.pool.PoolOptions;
import dev.fxprof.scheduler.pool.WorkerPool;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What runs the tasks. */
public enum Contender {
    /** The product's pool, one lane. */
    POOL {
        @Override
        Runner open(int workers) {
            WorkerPool pool = WorkerPool
                    .open(PoolOptions.of(workers).withLaneCapacity(2 * Window.SIZE));
            TaskLane lane = pool.lane("bench");
            return new Runner() {
                @Override
                public void submit(Task task) {
                    lane.submit(task);
                }

                @Override
                public void close() {
                    pool.close();
                }
            };
        }
    },
    /** A fixed number of threads behind a linked queue. */
    TPE {
        @Override
        Runner open(int workers) {
            return on(new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>()));
        }
    },
    /** Work stealing, first in first out, given tasks from outside. */
    FJP {
        @Override
        Runner open(int workers) {
            return on(new ForkJoinPool(workers,
                    ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true));
        }
    },
    /** A virtual thread a task; the fork's flags say how many run at once. */
    VTHREADS {
        @Override
        Runner open(int workers) {
            return on(Executors.newVirtualThreadPerTaskExecutor());
        }
    };

    /** Takes tasks from one thread. */
    interface Runner extends AutoCloseable {
        void submit(Task task);

        @Override
        void close();
    }

    abstract Runner open(int workers);

    private static Runner on(ExecutorService executor) {
        return new Runner() {
            @Override
            public void submit(Task task) {
                executor.execute(task);
            }

            @Override
            public void close() {
                executor.close();
            }
        };
    }

    /**
     * As the table calls it.
     *
     * @return its id as a peer
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
