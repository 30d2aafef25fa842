package dev.fxprof.it;

import java.util.Arrays;

/** Numbers from 1 up, each with one value. */
final class LongIndex {
    static final int NONE = -1;

    private long[] keys = new long[1024];
    private int[] values = new int[1024];
    private int size;

    int get(long key) {
        int slot = slot(key);
        return keys[slot] == key ? values[slot] : NONE;
    }

    /** Sets a value and returns the one before. */
    int put(long key, int value) {
        if (2 * size >= keys.length) {
            grow();
        }
        int slot = slot(key);
        int before = keys[slot] == key ? values[slot] : NONE;
        if (keys[slot] != key) {
            size++;
            keys[slot] = key;
        }
        values[slot] = value;
        return before;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 33) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = Arrays.copyOf(oldValues, 2 * oldKeys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
