package dev.fxprof.export.report;

/** How often each key was seen, without boxing. */
final class LongCounts {
    /** Takes one key and its count. */
    @FunctionalInterface
    interface Visitor {
        void visit(long key, long count);
    }

    private long[] keys = new long[256];
    private long[] counts = new long[256];
    private int size;

    void increment(long key) {
        int slot = slot(key);
        if (counts[slot] == 0) {
            if (2 * ++size > keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
        }
        counts[slot]++;
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < keys.length; i++) {
            if (counts[i] > 0) {
                visitor.visit(keys[i], counts[i]);
            }
        }
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (counts[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldCounts = counts;
        keys = new long[2 * oldKeys.length];
        counts = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] > 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
            }
        }
    }
}
