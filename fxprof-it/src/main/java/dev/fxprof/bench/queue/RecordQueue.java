package dev.fxprof.bench.queue;

/** A queue under measurement. One thread offers, one drains. */
public abstract class RecordQueue {
    /** Records that every queue holds unless a measurement says otherwise. */
    public static final int CAPACITY = 1 << 14;

    final Tally tally = new Tally();

    RecordQueue() {
    }

    /** Writes all fields of a record; false if the queue is full. */
    abstract boolean offer(long number);

    /** Reads all fields of the waiting records, up to a limit; returns how many there were. */
    abstract int drain(int limit);

    RecordShape shape() {
        return RecordShape.IS_COMPACT ? RecordShape.COMPACT : RecordShape.FULL;
    }
}
