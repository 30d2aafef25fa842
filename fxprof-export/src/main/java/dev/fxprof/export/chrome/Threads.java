package dev.fxprof.export.chrome;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The threads that a file shows. In a continued file tracks are numbered anew; a thread is known
 * again by its name if it is the only one of that name. Otherwise it gets a new place, since slices
 * of two threads in one place would overlap.
 */
final class Threads {
    private static final int SEVERAL = 0;

    private final TreeMap<Integer, String> names = new TreeMap<>();
    private final Map<String, Integer> free = new HashMap<>();
    private final boolean resumed;

    /** Begins a file, where a track's number is its thread's. */
    Threads() {
        resumed = false;
    }

    /** Goes on with the threads of a file, their names quoted, by number. */
    Threads(Map<Integer, String> before) {
        resumed = true;
        names.putAll(before);
        before.forEach((tid, name) -> free.merge(name, tid, (_, _) -> SEVERAL));
    }

    /** Whether a name stood in the file before and does not say which thread it is. */
    boolean isDoubtful(String quotedName) {
        return free.getOrDefault(quotedName, -1) == SEVERAL;
    }

    /** Number of a known thread that a track goes on with, or 0 if there is none. */
    int known(String quotedName) {
        return free.getOrDefault(quotedName, SEVERAL);
    }

    /** Gives a track its thread. */
    int take(int track, String quotedName) {
        int known = known(quotedName);
        if (known != SEVERAL) {
            free.put(quotedName, SEVERAL);
            return known;
        }
        int tid = resumed ? names.isEmpty() ? 1 : names.lastKey() + 1 : track;
        names.put(tid, quotedName);
        return tid;
    }

    /** Names, quoted, by number. */
    SortedMap<Integer, String> names() {
        return Collections.unmodifiableSortedMap(names);
    }
}
