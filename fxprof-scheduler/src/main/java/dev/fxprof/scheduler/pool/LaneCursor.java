package dev.fxprof.scheduler.pool;

/**
 * A worker's way through the lanes, weighted round robin: some tasks from each lane that has any, in
 * proportion to its weight. Each worker has its own and starts elsewhere.
 */
final class LaneCursor {
    /** Tasks in a row for each unit of weight: enough to stay in a lane's cache lines for a while. */
    static final int QUANTUM = 4;

    private final WorkerPool pool;
    private final Worker worker;
    private Lane lane;
    private int next;
    private int credit;
    /** Tasks that were there when the lane was last asked, less those taken since. */
    private int known;

    LaneCursor(WorkerPool pool, Worker worker) {
        this.pool = pool;
        this.worker = worker;
        next = worker.index();
    }

    /** The next task, begun, or null if no lane has one. */
    PoolTask take() {
        if (credit > 0) {
            PoolTask task = take(lane);
            if (task != null) {
                credit--;
                return task;
            }
            credit = 0;
        }
        PoolTask task = search(next, ActiveLanes.MOST);
        return task == null ? search(0, next) : task;
    }

    private PoolTask search(int from, int to) {
        ActiveLanes active = pool.active();
        for (int at = active.next(from); at >= 0 && at < to; at = active.next(at + 1)) {
            Lane found = pool.lane(at);
            known = 0;
            PoolTask task = take(found);
            if (task != null) {
                lane = found;
                next = at + 1;
                credit = QUANTUM * found.weight() - 1;
                return task;
            }
        }
        return null;
    }

    private PoolTask take(Lane from) {
        PoolTask task = from.take(worker);
        if (task != null && --known <= 0 && pool.sleepers().isOneToSpare()) {
            // The task may run for long: its lane must not look as if others waited in it, or else
            // the next submitter would leave those alone that sleep. While nobody sleeps whom it
            // could wake, it does not matter: whoever goes to sleep looks at the lane before.
            known = from.left();
        }
        return task;
    }
}
