package dev.fxprof.export.perfetto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers in protobuf's wire format (https://protobuf.dev/programming-guides/encoding), without an
 * allocation.
 */
final class Wire {
    /** Most bytes of a {@link #varint}. */
    static final int LONGEST = 10;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);

    private Wire() {
    }

    /** Writes seven bits a byte, the lowest first, and returns the index behind them. */
    static int varint(byte[] to, int at, long value) {
        long rest = value;
        int next = at;
        while ((rest & ~0x7FL) != 0) {
            to[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[next++] = (byte) rest;
        return next;
    }

    /** Bytes that {@link #varint} takes. */
    static int length(long value) {
        // Nine sixty-fourths are just above a seventh for up to 64 bits.
        return (Long.SIZE - Long.numberOfLeadingZeros(value | 1)) * 9 + 64 >>> 6;
    }

    static int fixed64(byte[] to, int at, long value) {
        LONGS.set(to, at, value);
        return at + Long.BYTES;
    }

    static int copy(byte[] to, int at, byte[] from) {
        System.arraycopy(from, 0, to, at, from.length);
        return at + from.length;
    }
}
