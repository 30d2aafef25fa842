package dev.fxprof.ringbuffer;

interface RecordQueue {
    boolean offer(Recorded r);

    int drain(RecordConsumer consumer, int limit);

    int capacity();

    long waiting();

    long dropped();

    long drained();

    long offered();
}
