package dev.fxprof.export.chrome;

import java.util.Arrays;

/**
 * The beginning of an event. It is copied in steps of {@value #STEP} bytes, so that lengths that change
 * from event to event cost no mispredicted branches; what is too much is overwritten by what follows.
 */
final class Prefix {
    private static final int STEP = 64;

    private final byte[] bytes;
    private final int length;

    Prefix(byte[] text) {
        length = text.length;
        bytes = Arrays.copyOf(text, (length + STEP - 1) & -STEP);
    }

    int length() {
        return length;
    }

    /** Writes it and returns the index behind it. */
    int add(byte[] to, int at) {
        System.arraycopy(bytes, 0, to, at, bytes.length);
        return at + length;
    }
}
