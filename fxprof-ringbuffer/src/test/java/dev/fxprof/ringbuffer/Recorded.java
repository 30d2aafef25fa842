package dev.fxprof.ringbuffer;

import java.util.List;

record Recorded(int flags, long span, long parent, long start, long end, int site, int depth,
        int source, int caller) {
    static RecordConsumer into(List<Recorded> list) {
        return (flags, span, parent, start, end, site, depth, source, caller) -> list
                .add(new Recorded(flags, span, parent, start, end, site, depth, source,
                        caller));
    }

    void feed(RecordConsumer consumer) {
        consumer.record(flags, span, parent, start, end, site, depth, source, caller);
    }

    boolean isSlice() {
        return (flags & RecordDescriptor.SLICE) != 0;
    }

    boolean isLink() {
        return (flags & RecordDescriptor.LINK) != 0;
    }

    boolean isCounter() {
        return (flags & RecordDescriptor.COUNTER) != 0;
    }

    boolean isContinued() {
        return (flags & RecordDescriptor.CONTINUED) != 0;
    }

    boolean isUnfinished() {
        return (flags & RecordDescriptor.UNFINISHED) != 0;
    }

    boolean isAfterDrop() {
        return (flags & RecordDescriptor.AFTER_DROP) != 0;
    }

    boolean covers(long moment) {
        return start <= moment && moment < end;
    }
}
