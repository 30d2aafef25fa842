package dev.fxprof.bench.queue;

/** A record as an object, for the queues that carry references. */
abstract class HeapRecord {
    static HeapRecord empty() {
        return RecordShape.IS_COMPACT ? new Compact() : new Full();
    }

    static HeapRecord of(long number) {
        if (RecordShape.IS_COMPACT) {
            Compact compact = new Compact();
            compact.write(number);
            return compact;
        }
        Full full = new Full();
        full.write(number);
        return full;
    }

    /** Overwrites a record that its queue owns. */
    static void write(HeapRecord record, long number) {
        if (RecordShape.IS_COMPACT) {
            ((Compact) record).write(number);
        } else {
            ((Full) record).write(number);
        }
    }

    static void read(HeapRecord record, Tally tally) {
        if (RecordShape.IS_COMPACT) {
            ((Compact) record).read(tally);
        } else {
            ((Full) record).read(tally);
        }
    }

    private static final class Full extends HeapRecord {
        private long span;
        private long parent;
        private long start;
        private long end;
        private int flags;
        private int site;
        private int depth;
        private int source;
        private int caller;

        void write(long number) {
            span = number;
            parent = number + 1;
            start = number + 2;
            end = number + 3;
            flags = (int) number;
            site = (int) number + 1;
            depth = (int) number + 2;
            source = (int) number + 3;
            caller = (int) number + 4;
        }

        void read(Tally tally) {
            tally.full(flags, span, parent, start, end, site, depth, source, caller);
        }
    }

    private static final class Compact extends HeapRecord {
        private long start;
        private long duration;
        private int site;
        private int flags;

        void write(long number) {
            start = number;
            duration = number + 1;
            site = (int) number;
            flags = (int) number + 1;
        }

        void read(Tally tally) {
            tally.compact(start, duration, site, flags);
        }
    }
}
