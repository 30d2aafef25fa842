package dev.fxprof.export.fxserver;

import java.util.Arrays;

/** Enters and exits of the server's thread that are still to be paired: those of a tick, mostly. */
final class Unit {
    static final byte ENTER = 0;
    static final byte EXIT_SCOPE = 1;
    static final byte EXIT_RESOURCE = 2;
    /** An exit of which the form of the file does not say what it is for. */
    static final byte EXIT = 3;

    static final int NONE = -1;

    /** More in one tick are taken in parts. */
    static final int MOST = 1 << 17;

    private static final byte LEFT_OPEN = 1;
    private static final byte ELSEWHERE = 2;
    private static final byte SHOWN = 4;

    byte[] type = new byte[256];
    long[] nanos = new long[256];
    ScopeName[] name = new ScopeName[256];
    /** The enter of an exit and the exit of an enter, or {@link #NONE}. */
    int[] match = new int[256];
    private byte[] marks = new byte[256];
    int size;

    int add(byte what, long when, ScopeName scope) {
        if (size == type.length) {
            int length = 2 * size;
            type = Arrays.copyOf(type, length);
            nanos = Arrays.copyOf(nanos, length);
            name = Arrays.copyOf(name, length);
            match = Arrays.copyOf(match, length);
            marks = Arrays.copyOf(marks, length);
        }
        type[size] = what;
        nanos[size] = when;
        name[size] = scope;
        match[size] = NONE;
        marks[size] = 0;
        return size++;
    }

    boolean isEnter(int i) {
        return type[i] == ENTER;
    }

    void pair(int enter, int exit) {
        match[enter] = exit;
        match[exit] = enter;
    }

    void unpair(int i) {
        if (match[i] != NONE) {
            match[match[i]] = NONE;
            match[i] = NONE;
        }
    }

    /** Whether nothing on the thread itself closed the scope. */
    boolean isLeftOpen(int enter) {
        return (marks[enter] & LEFT_OPEN) != 0;
    }

    void leaveOpen(int enter) {
        unpair(enter);
        marks[enter] |= LEFT_OPEN;
    }

    /** Whether the scope is another thread's. */
    boolean isElsewhere(int enter) {
        return (marks[enter] & ELSEWHERE) != 0;
    }

    void elsewhere(int enter, int exit) {
        pair(enter, exit);
        marks[enter] |= ELSEWHERE;
    }

    /** Whether the slice of the enter has begun already. */
    boolean isShown(int enter) {
        return (marks[enter] & SHOWN) != 0;
    }

    /** Forgets all but some enters, which have been shown. */
    void keep(int[] enters, int count) {
        for (int i = 0; i < count; i++) {
            int from = enters[i];
            type[i] = ENTER;
            nanos[i] = nanos[from];
            name[i] = name[from];
            match[i] = NONE;
            marks[i] = SHOWN;
            enters[i] = i;
        }
        Arrays.fill(name, count, size, null);
        size = count;
    }
}
