package dev.fxprof.ringbuffer;

/** Takes records out of a ring. */
@FunctionalInterface
public interface RecordConsumer {
    /**
     * Takes one record.
     *
     * @param flags type and state
     * @param span slice: span id; link: span it ends at; counter: value, raw bits of a double
     * @param parent slice: id of the recorded span around it; link: span it starts from
     * @param start slice: its start; link: moment in the slice it starts from; counter: time
     * @param end slice: its end; link: start of the slice it ends at
     * @param site site id
     * @param depth slice: recorded spans below it on the track
     * @param source player number, 0 for none
     * @param caller slice: site of the frame below it on its stack, 0 for none
     */
    void record(int flags, long span, long parent, long start, long end, int site, int depth,
            int source, int caller);
}
