package dev.fxprof.scheduler.pool;

import dev.fxprof.api.TaskLane;
import dev.fxprof.api.TaskScheduler;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs tasks on a fixed number of threads.
 *
 * <p>
 * Lanes share the workers by weighted round robin: a worker takes up to {@value LaneCursor#QUANTUM}
 * tasks for each unit of weight from a lane and goes on to the next one that has any. Within a lane
 * tasks go by priority, then in the order of their submission. Only as many workers are awake as there
 * are processors, unless those that are make no progress. Tasks that were suspended do not count as
 * running for a lane's limit.
 *
 * <p>
 * Assumptions: bodies that are told to stop do so; {@link #close()} waits for them.
 *
 * <p>
 * Guarantees: see {@link TaskScheduler}. {@code stop} is never called once {@code ended} was; the end of
 * a cancelled task waits for a {@code stop} that is under way, so {@code stop} must be quick. A task of
 * kind {@link dev.fxprof.api.TaskKind#BLOCKS} starts without a worker, as soon as its lane's limit lets
 * it, in the order of submission whatever its priority, and at most {@value LaneSlots#MOST_BLOCKING} of
 * a lane at once. A body that asks to be suspended again in a run that began after its cancellation has
 * stopped.
 *
 * <p>
 * Progress: submitting is lock-free.
 */
public final class WorkerPool implements TaskScheduler {
    static final String CLOSED = "the scheduler is closed";

    private static final long CLOSING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final PoolOptions options;
    private final ActiveLanes active = new ActiveLanes();
    private final Sleepers sleepers;
    private final Blocking blocking;
    private final Watch watch;
    private final Worker[] workers;
    private final Map<String, Lane> byResource = new ConcurrentHashMap<>();
    private volatile Lane[] lanes = new Lane[0];
    private volatile boolean closed;

    private WorkerPool(PoolOptions options) {
        this.options = options;
        int processors = Runtime.getRuntime().availableProcessors();
        workers = new Worker[options.workers()];
        sleepers = new Sleepers(workers.length, processors,
                worker -> LockSupport.unpark(workers[worker].thread()));
        blocking = new Blocking(options.threadName() + "blocking");
        watch = new Watch(this);
        for (int i = 0; i < workers.length; i++) {
            // Where there is one processor, whoever spins keeps from running what it waits for.
            workers[i] = new Worker(this, i, processors > 1);
        }
    }

    /**
     * Starts a pool.
     *
     * @param options how it is built
     * @return the pool; to be closed
     */
    public static WorkerPool open(PoolOptions options) {
        WorkerPool pool = new WorkerPool(Objects.requireNonNull(options, "options"));
        try {
            pool.watch.thread().start();
            for (Worker worker : pool.workers) {
                worker.thread().start();
            }
            return pool;
        } catch (Throwable e) {
            pool.close();
            throw e;
        }
    }

    PoolOptions options() {
        return options;
    }

    ActiveLanes active() {
        return active;
    }

    Sleepers sleepers() {
        return sleepers;
    }

    Blocking blocking() {
        return blocking;
    }

    Watch watch() {
        return watch;
    }

    Lane lane(int index) {
        return lanes[index];
    }

    boolean isClosed() {
        return closed;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException(CLOSED);
        }
    }

    /** How many tasks the workers have begun, or gone on with. */
    long begun() {
        long sum = 0;
        for (Worker worker : workers) {
            sum += worker.begun();
        }
        return sum;
    }

    @Override
    public TaskLane lane(String resource) {
        Lane lane = byResource.get(Objects.requireNonNull(resource, "resource"));
        return lane == null ? create(resource) : lane;
    }

    private synchronized Lane create(String resource) {
        Lane lane = byResource.get(resource);
        if (lane == null) {
            int index = lanes.length;
            if (index == ActiveLanes.MOST) {
                throw new IllegalStateException(
                        "a scheduler has at most " + ActiveLanes.MOST + " lanes");
            }
            lane = new Lane(this, resource, index);
            Lane[] more = Arrays.copyOf(lanes, index + 1);
            more[index] = lane;
            lanes = more;
            active.include(index);
            byResource.put(resource, lane);
        }
        return lane;
    }

    @Override
    public int workers() {
        return workers.length;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException on a thread of this pool, which cannot wait for itself
     */
    @Override
    public void close() {
        requireOthersThread();
        closed = true;
        for (int i = 0; i < workers.length; i++) {
            sleepers.wake(i);
        }
        boolean interrupted = false;
        while (isAnyAlive()) {
            cancelAll();
            LockSupport.parkNanos(this, CLOSING_NANOS);
            interrupted |= Thread.interrupted();
        }
        cancelAll();
        watch.end();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireOthersThread() {
        Thread here = Thread.currentThread();
        boolean own = here == watch.thread()
                || Arrays.stream(workers).anyMatch(worker -> worker.thread() == here);
        if (own || blocking.isOwn(here)) {
            throw new IllegalStateException("a task cannot close its own scheduler");
        }
    }

    private boolean isAnyAlive() {
        boolean alive = !blocking.isEmpty();
        for (Lane lane : lanes) {
            alive |= lane.isBlocking();
        }
        for (Worker worker : workers) {
            alive |= worker.thread().isAlive();
        }
        return alive;
    }

    private void cancelAll() {
        for (Lane lane : lanes) {
            lane.cancelQueued();
        }
        for (Worker worker : workers) {
            worker.cancelCurrent();
        }
        blocking.cancelAll();
    }
}
