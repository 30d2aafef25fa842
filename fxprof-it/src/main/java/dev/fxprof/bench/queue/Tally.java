package dev.fxprof.bench.queue;

/** What the consumer read: proof that each record came once, in order and whole. */
final class Tally {
    // Keeps the producer's fields off the consumer's cache lines, wherever the heap puts them.
    long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
    private long next;
    private long disorder;
    private long sum;
    long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

    void full(int flags, long span, long parent, long start, long end, int site, int depth,
            int source, int caller) {
        disorder |= span ^ next;
        next = (next + 1) & (RecordShape.NUMBERS - 1);
        sum += span + parent + start + end + flags + site + depth + source + caller;
    }

    void compact(long start, long duration, int site, int flags) {
        disorder |= start ^ next;
        next = (next + 1) & (RecordShape.NUMBERS - 1);
        sum += start + duration + site + flags;
    }

    void reference(long field) {
        sum += field;
    }

    void check(long expected) {
        if (disorder != 0) {
            throw new IllegalStateException("records came out of order");
        }
        if (sum != expected) {
            throw new IllegalStateException(
                    "records were lost, doubled or torn: sum " + sum + ", expected " + expected);
        }
    }
}
