package dev.fxprof.export.report;

/** A sum for each key, such as how often it was seen, without boxing. */
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
        add(key, 1);
    }

    /** Adds to the sum of a key; nothing happens if {@code amount} is not positive. */
    void add(long key, long amount) {
        if (amount <= 0) {
            return;
        }
        int slot = slot(key);
        if (counts[slot] == 0) {
            if (2 * ++size > keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
        }
        counts[slot] += amount;
    }

    /** Number of keys. */
    int size() {
        return size;
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
