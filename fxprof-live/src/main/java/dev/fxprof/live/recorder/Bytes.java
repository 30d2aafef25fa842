package dev.fxprof.live.recorder;

import java.util.Arrays;

/** A growing array of numbers of variable length: seven bits a byte, the lowest first. */
final class Bytes {
    private static final int SMALLEST = 1 << 12;
    private static final int LONGEST_NUMBER = 10;

    private byte[] bytes = new byte[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    void put(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** Takes a number of which small ones are usual; a negative one takes ten bytes. */
    void number(long value) {
        room(LONGEST_NUMBER);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Takes a number of which those near zero are usual. */
    void difference(long value) {
        number(value << 1 ^ value >> 63);
    }

    private void room(int count) {
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }

    /** Returns what was put since, and starts anew. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        return taken;
    }

    /** Gives back what one large tree took. */
    void shrink(int most) {
        if (size == 0 && bytes.length > most) {
            bytes = new byte[SMALLEST];
        }
    }
}
