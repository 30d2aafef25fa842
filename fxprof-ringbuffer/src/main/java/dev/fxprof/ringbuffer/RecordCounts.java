package dev.fxprof.ringbuffer;

/**
 * What became of the records of a segment.
 *
 * @param offered records that producers offered
 * @param drained records a drain took while their process lived
 * @param recovered records a drain took after it had died
 * @param waiting records committed and not taken yet
 * @param droppedFull records that a full ring refused
 * @param droppedTree of those taken, slices given up because one tree grew too large
 * @param droppedDrain of those taken, records lost with a drain that was killed
 */
public record RecordCounts(long offered, long drained, long recovered, long waiting,
        long droppedFull, long droppedTree, long droppedDrain) {
    static final RecordCounts NONE = new RecordCounts(0, 0, 0, 0, 0, 0, 0);

    /**
     * Records that reached the sinks.
     *
     * @return drained and recovered less those given up or lost after that
     */
    public long written() {
        return drained + recovered - droppedTree - droppedDrain;
    }

    /**
     * Records lost for any reason.
     *
     * @return count
     */
    public long dropped() {
        return droppedFull + droppedTree + droppedDrain;
    }

    static RecordCounts of(Segment segment) {
        RecordCounts sum = NONE;
        for (int ring = 0; ring < segment.geometry().producers(); ring++) {
            sum = sum.plus(of(segment, ring));
        }
        return sum;
    }

    static RecordCounts of(Segment segment, int ring) {
        Memory control = segment.control(ring);
        long taken = control.getLongAcquire(RingDescriptor.HEAD);
        long committed = segment.ring(ring).committed();
        long recovered = control.getLongAcquire(RingDescriptor.RECOVERED);
        long full = control.getLongAcquire(RingDescriptor.DROPPED_FULL);
        return new RecordCounts(committed + full, taken - recovered, recovered, committed - taken,
                full, control.getLongAcquire(RingDescriptor.DROPPED_TREE),
                control.getLongAcquire(RingDescriptor.DROPPED_DRAIN));
    }

    RecordCounts plus(RecordCounts other) {
        return new RecordCounts(offered + other.offered, drained + other.drained,
                recovered + other.recovered, waiting + other.waiting,
                droppedFull + other.droppedFull, droppedTree + other.droppedTree,
                droppedDrain + other.droppedDrain);
    }
}
