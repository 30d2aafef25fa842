package dev.fxprof.bench.table;

import dev.fxprof.bench.queue.QueueKind;
import dev.fxprof.bench.run.NativeQueues;
import java.util.List;
import java.util.Optional;

/** The published table of queues. */
final class QueueTable {
    private static final String UNIT = "ops/s";
    private static final double SPSC = 54_600_000;
    private static final double LOCK = 4_050_000;
    private static final double BOOST = 32_100_000;

    private QueueTable() {
    }

    static Table of(Optional<NativeQueues> cpp) {
        Queues queues = new Queues();
        RowSpec spsc = new RowSpec("queue/spsc", UNIT, Better.HIGHER).published(SPSC)
                .measured(queues.transfer(64, QueueKind.RING, "lazy"));
        RowSpec lock = new RowSpec("queue/lock", UNIT, Better.HIGHER).published(LOCK);
        RowSpec boost = new RowSpec("queue/boost", UNIT, Better.HIGHER).published(BOOST);
        if (cpp.isPresent()) {
            Peer locked = queues.peer("lock", cpp.get());
            Peer queue = queues.peer("boost-queue", cpp.get());
            Peer ring = queues.peer("boost-spsc", cpp.get());
            spsc.peer(locked).peer(queue).peer(ring);
            lock.measured(locked).peer(queue).peer(ring);
            boost.measured(queue).peer(locked).peer(ring);
        } else {
            lock.missing(NativeQueues.MISSING);
            boost.missing(NativeQueues.MISSING);
        }
        return new Table("queue", queues.measurements(), List.of(spsc, lock, boost));
    }
}
