package dev.fxprof.bench.queue;

/** The queues that are measured. */
public enum QueueKind {
    /** The product's ring, or with 32 bytes the one built like it. */
    RING,
    /** LMAX Disruptor. */
    DISRUPTOR,
    /** JCTools SpscArrayQueue with a new object a record. */
    JCTOOLS_ALLOC,
    /** JCTools SpscArrayQueue with one shared object. */
    JCTOOLS_REF,
    /** Agrona OneToOneRingBuffer. */
    AGRONA,
    /** ArrayBlockingQueue, one record a call. */
    ABQ,
    /** ArrayBlockingQueue, emptied by drainTo. */
    ABQ_BATCH,
    /** ArrayDeque and ReentrantLock. */
    LOCK;

    RecordQueue create(int capacity) {
        return switch (this) {
            case RING -> RecordShape.IS_COMPACT
                    ? new CompactRingQueue(capacity)
                    : new SpanRingQueue(capacity);
            case DISRUPTOR -> new DisruptorQueue(capacity);
            case JCTOOLS_ALLOC -> new JctoolsQueue(capacity);
            case JCTOOLS_REF -> new JctoolsReferenceQueue(capacity);
            case AGRONA -> new AgronaQueue(capacity);
            case ABQ -> new BlockingQueue(capacity, false);
            case ABQ_BATCH -> new BlockingQueue(capacity, true);
            case LOCK -> new LockedQueue(capacity);
        };
    }
}
