package dev.fxprof.ringbuffer;

/** Takes records out of a ring; the meaning of each field is in {@link RecordDescriptor}. */
@FunctionalInterface
interface RecordConsumer {
    void record(int flags, long span, long parent, long start, long end, int site, int depth,
            int source);
}
