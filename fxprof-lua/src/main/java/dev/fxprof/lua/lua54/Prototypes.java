package dev.fxprof.lua.lua54;

/**
 * Prototypes by their address: open addressing, since it is asked at every call. A prototype whose
 * memory Lua has freed stays until another takes its place.
 */
final class Prototypes {
    /** The engine's own functions are not in here. */
    static final int UNKNOWN = -1;

    private long[] keys = new long[1024];
    private FunctionInfo[] values = new FunctionInfo[1024];
    private int size;

    private static int slot(long key, int mask) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> 40) & mask;
    }

    private int find(long key) {
        int mask = keys.length - 1;
        int i = slot(key, mask);
        while (keys[i] != key && keys[i] != 0) {
            i = i + 1 & mask;
        }
        return i;
    }

    FunctionInfo get(long prototype) {
        return values[find(prototype)];
    }

    int site(long prototype) {
        FunctionInfo info = values[find(prototype)];
        return info == null ? UNKNOWN : info.site();
    }

    void put(long prototype, FunctionInfo info) {
        if (2 * size >= keys.length) {
            grow();
        }
        int i = find(prototype);
        if (keys[i] == 0) {
            size++;
        }
        keys[i] = prototype;
        values[i] = info;
    }

    private void grow() {
        long[] oldKeys = keys;
        FunctionInfo[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new FunctionInfo[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = find(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
