package dev.fxprof.bench.table;

import dev.fxprof.bench.queue.QueueKind;
import dev.fxprof.bench.run.Figure;
import dev.fxprof.bench.run.InterleavedRun;
import dev.fxprof.bench.run.JmhMeasurement;
import dev.fxprof.bench.run.NativeQueues;
import java.util.List;
import java.util.Optional;

/** Records from one thread to another. */
final class RingTable {
    private static final String UNIT = "records/s";

    private RingTable() {
    }

    static Table of(Optional<NativeQueues> cpp) {
        Queues queues = new Queues();
        RowSpec full = row(queues, 64)
                .peer("jctools-ref", queues.transfer(64, QueueKind.JCTOOLS_REF, "lazy"))
                .peer(queues.peer("agrona", 64, QueueKind.AGRONA))
                .peer(queues.peer("abq", 64, QueueKind.ABQ))
                .peer(queues.peer("abq-batch", 64, QueueKind.ABQ_BATCH))
                .peer(queues.peer("lock", 64, QueueKind.LOCK))
                .target(Target.ratio(3, 2, Better.HIGHER, "disruptor", "jctools-alloc"))
                .target(Target.ratio(6, 4, Better.HIGHER, "agrona"))
                .target(Target.ratio(20, 13.5, Better.HIGHER, "abq"))
                .target(Target.ratio(3, 1.7, Better.HIGHER, "boost-spsc"));
        cpp.ifPresent(program -> full.peer(queues.peer("boost-spsc", program)));
        RowSpec compact = row(queues, 32)
                .peer("agrona", queues.transfer(32, QueueKind.AGRONA, "lazy"))
                .peer("abq", queues.transfer(32, QueueKind.ABQ, "lazy"))
                .peer("lock", queues.transfer(32, QueueKind.LOCK, "lazy"))
                .target(Target.ratio(5, 3, Better.HIGHER, "disruptor", "jctools-alloc"));
        return new Table("ring", queues.measurements(), List.of(full, compact, handover()));
    }

    /** Not a queue: what this machine's cores allowed during the run. */
    private static RowSpec handover() {
        return new RowSpec("ring/handover", "ns", Better.LOWER).measured(
                new Figure(InterleavedRun.HANDOVER, JmhMeasurement.RATE));
    }

    private static RowSpec row(Queues queues, int bytes) {
        return new RowSpec("ring/" + bytes, UNIT, Better.HIGHER)
                .measured(queues.transfer(bytes, QueueKind.RING, "lazy"))
                .peer(queues.peer("disruptor", bytes, QueueKind.DISRUPTOR))
                .peer(queues.peer("jctools-alloc", bytes, QueueKind.JCTOOLS_ALLOC));
    }
}
