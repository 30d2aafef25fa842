package dev.fxprof.export.chrome;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decimal numbers as ASCII, without an allocation: eight digits at once, in the bytes of one word.
 *
 * <p>Up to {@value #SPARE} bytes behind what is written are overwritten.
 */
final class Digits {
    /** Most characters that {@link #micros} or {@link #number} write, and what they overwrite. */
    static final int LONGEST = 32;
    static final int SPARE = 8;

    static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle HALVES = MethodHandles.byteArrayViewVarHandle(int[].class,
            ByteOrder.LITTLE_ENDIAN);
    /** Where a number needs more than eight digits. */
    static final long EIGHT = 100_000_000;
    private static final long ZEROS = 0x3030303030303030L;
    /** A point and three decimals. */
    private static final int[] THOUSANDTHS = new int[1000];

    static {
        for (int i = 0; i < THOUSANDTHS.length; i++) {
            THOUSANDTHS[i] = '.' | '0' + i / 100 << 8 | '0' + i / 10 % 10 << 16
                    | '0' + i % 10 << 24;
        }
    }

    private Digits() {
    }

    /** Writes a whole number and returns the index behind it. */
    static int number(byte[] to, int at, long value) {
        if (value >= 0) {
            return natural(to, at, value);
        }
        to[at] = '-';
        return natural(to, at + 1, -Math.max(-Long.MAX_VALUE, value));
    }

    /** Writes nanoseconds as microseconds with three decimals; returns the index behind them. */
    static int micros(byte[] to, int at, long nanos) {
        int next = at;
        long rest = nanos;
        if (rest < 0) {
            to[next++] = '-';
            rest = -Math.max(-Long.MAX_VALUE, rest);
        }
        long whole = rest / 1000;
        next = natural(to, next, whole);
        HALVES.set(to, next, THOUSANDTHS[(int) (rest - whole * 1000)]);
        return next + Integer.BYTES;
    }

    /** Writes {@code scaled / scale}, where {@code scale} is ten to the power of the decimals. */
    static int decimal(byte[] to, int at, long scaled, int scale, int decimals) {
        int next = at;
        long rest = scaled;
        if (rest < 0) {
            to[next++] = '-';
            rest = -Math.max(-Long.MAX_VALUE, rest);
        }
        long whole = rest / scale;
        int fraction = (int) (rest - whole * scale);
        next = natural(to, next, whole);
        to[next++] = '.';
        for (int i = decimals - 1; i >= 0; i--) {
            int tenth = fraction / 10;
            to[next + i] = (byte) ('0' + (fraction - 10 * tenth));
            fraction = tenth;
        }
        return next + decimals;
    }

    private static int natural(byte[] to, int at, long value) {
        if (value < EIGHT) {
            return first(to, at, value);
        }
        long higher = value / EIGHT;
        int next = higher < EIGHT ? first(to, at, higher) : natural(to, at, higher);
        return lower(to, next, value - higher * EIGHT);
    }

    /** Writes eight digits. */
    static int lower(byte[] to, int at, long value) {
        WORDS.set(to, at, eight(value) | ZEROS);
        return at + Long.BYTES;
    }

    /** Writes up to eight digits without leading zeros. */
    private static int first(byte[] to, int at, long value) {
        long digits = eight(value);
        int zeros = Math.min(Long.numberOfTrailingZeros(digits) >>> 3, Long.BYTES - 1);
        WORDS.set(to, at, (digits | ZEROS) >>> Byte.SIZE * zeros);
        return at + Long.BYTES - zeros;
    }

    /**
     * The eight digits of a number below a hundred million, one a byte, the first one lowest. Splits it
     * into halves of four digits, all of those into two, and all of those into one, by multiplying with
     * inverses that are exact in that range.
     */
    private static long eight(long value) {
        long upper = value * 109_951_163L >>> 40;
        long fours = upper | value - upper * 10_000 << 32;
        long uppers = fours * 10_486 >>> 20 & 0x0000_007F_0000_007FL;
        long twos = uppers | fours - uppers * 100 << 16;
        long tens = twos * 103 >>> 10 & 0x000F_000F_000F_000FL;
        return tens | twos - tens * 10 << 8;
    }
}
