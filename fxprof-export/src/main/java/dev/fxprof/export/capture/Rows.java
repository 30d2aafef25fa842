package dev.fxprof.export.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** A list of rows of {@value #BYTES} bytes in chunks, small ones first. */
final class Rows {
    static final int BYTES = 64;

    private static final int FIRST = 64;
    private static final int FIRST_BITS = 6;
    private static final int LARGEST = 1 << 16;
    private static final int LARGEST_BITS = 16;
    private static final int MOST = Integer.MAX_VALUE - LARGEST;

    private final Spill spill;
    private MemorySegment[] chunks = new MemorySegment[4];
    private int count;
    private int capacity;
    private int size;

    Rows(Spill spill) {
        this.spill = spill;
    }

    int size() {
        return size;
    }

    /** Adds a row of zeros and returns its number. */
    int add() throws IOException {
        if (size == capacity) {
            grow();
        }
        return size++;
    }

    private void grow() throws IOException {
        if (size >= MOST) {
            throw new IOException("a recording may have at most " + MOST + " slices a thread");
        }
        int rows = count < LARGEST_BITS - FIRST_BITS ? FIRST << count : LARGEST;
        if (count == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * count);
        }
        chunks[count++] = spill.allocate((long) rows * BYTES);
        capacity += rows;
    }

    long getLong(int row, int field) {
        return chunk(row).get(ValueLayout.JAVA_LONG, offset(row) + field);
    }

    void setLong(int row, int field, long value) {
        chunk(row).set(ValueLayout.JAVA_LONG, offset(row) + field, value);
    }

    int getInt(int row, int field) {
        return chunk(row).get(ValueLayout.JAVA_INT, offset(row) + field);
    }

    void setInt(int row, int field, int value) {
        chunk(row).set(ValueLayout.JAVA_INT, offset(row) + field, value);
    }

    // Chunk k holds the rows whose number plus FIRST begins with bit k + FIRST_BITS; all those behind
    // them are of one size.
    private MemorySegment chunk(int row) {
        int shifted = row + FIRST;
        return chunks[shifted < LARGEST
                ? Integer.SIZE - 1 - FIRST_BITS - Integer.numberOfLeadingZeros(shifted)
                : (shifted >>> LARGEST_BITS) - 1 + LARGEST_BITS - FIRST_BITS];
    }

    private static long offset(int row) {
        int shifted = row + FIRST;
        int within = shifted < LARGEST
                ? shifted - Integer.highestOneBit(shifted)
                : shifted & LARGEST - 1;
        return (long) within * BYTES;
    }
}
