package dev.fxprof.export.chrome;

/** Decimal numbers as ASCII, without an allocation. */
final class Digits {
    /** Most characters that {@link #micros} or {@link #number} write. */
    static final int LONGEST = 24;

    private static final byte[] PAIRS = new byte[200];
    private static final long[] POWERS = new long[19];

    static {
        for (int i = 0; i < 100; i++) {
            PAIRS[2 * i] = (byte) ('0' + i / 10);
            PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
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
        return natural(to, at + 1, Math.max(-Long.MAX_VALUE, value) * -1);
    }

    /** Writes nanoseconds as microseconds with three decimals; returns the index behind them. */
    static int micros(byte[] to, int at, long nanos) {
        return decimal(to, at, nanos, 1000, 3);
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
        int end = at + length(value);
        int next = end;
        long rest = value;
        while (rest >= 100) {
            long hundredth = rest / 100;
            int pair = (int) (rest - 100 * hundredth) << 1;
            to[--next] = PAIRS[pair + 1];
            to[--next] = PAIRS[pair];
            rest = hundredth;
        }
        if (rest >= 10) {
            to[--next] = PAIRS[((int) rest << 1) + 1];
            to[--next] = PAIRS[(int) rest << 1];
        } else {
            to[--next] = (byte) ('0' + rest);
        }
        return end;
    }

    private static int length(long value) {
        // 1233 / 4096 approximates log10(2); the estimate is exact or one too high.
        int estimate = ((64 - Long.numberOfLeadingZeros(value | 1)) * 1233) >> 12;
        return estimate < POWERS.length && value >= POWERS[estimate]
                ? estimate + 1
                : Math.max(1, estimate);
    }
}
