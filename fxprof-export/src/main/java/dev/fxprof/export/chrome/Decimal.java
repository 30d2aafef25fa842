package dev.fxprof.export.chrome;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Decimal numbers that stand as ASCII in a file. */
final class Decimal {
    /** There was no number. */
    static final long MISSING = Long.MIN_VALUE;
    /** A number beyond all that is meant as one. */
    static final long LARGEST = Long.MAX_VALUE;

    /** So many digits fit into 64 bits, a further one included. */
    private static final int SAFE_DIGITS = 17;
    private static final int EXACT_DIGITS = 15;
    private static final int MOST_EXPONENT = 400;
    private static final int EXPONENT_LENGTH = 6;
    private static final int MICRO_DECIMALS = 3;
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
            1e11, 1e12, 1e13, 1e14, 1e15};

    private Decimal() {
    }

    /** Whether a number may begin with a byte. */
    static boolean begins(int next) {
        return next == '-' || isDigit(next);
    }

    private static boolean isDigit(int next) {
        return next >= '0' && next <= '9';
    }

    /**
     * Where a number ends that begins at a place. What is not a number ends, negated, at the byte that
     * is not of one.
     */
    static int end(byte[] text, int from) {
        int first = text[from] == '-' ? from + 1 : from;
        int at = digits(text, first);
        if (at == first) {
            return -at;
        }
        if (text[at] == '.') {
            first = at + 1;
            at = digits(text, first);
            if (at == first) {
                return -at;
            }
        }
        if (text[at] == 'e' || text[at] == 'E') {
            first = text[at + 1] == '+' || text[at + 1] == '-' ? at + 2 : at + 1;
            at = digits(text, first);
            if (at == first) {
                return -at;
            }
        }
        return at;
    }

    private static int digits(byte[] text, int from) {
        int at = from;
        while (isDigit(text[at])) {
            at++;
        }
        return at;
    }

    /** Whether a text is a number as a whole; a byte stands behind it. */
    static boolean isNumber(byte[] text, int from, int to) {
        return to > from && end(text, from) == to;
    }

    /** A number of microseconds, in nanoseconds. */
    static long nanos(byte[] text, int from, int to) {
        int at = text[from] == '-' ? from + 1 : from;
        long value = 0;
        int last = Math.min(to, at + SAFE_DIGITS - MICRO_DECIMALS);
        while (at < last && isDigit(text[at])) {
            value = 10 * value + text[at++] - '0';
        }
        int decimals = 0;
        if (at < to && text[at] == '.') {
            at++;
            while (decimals < MICRO_DECIMALS && at < to && isDigit(text[at])) {
                value = 10 * value + text[at++] - '0';
                decimals++;
            }
        }
        if (at < to) {
            return slowly(text, from, to, MICRO_DECIMALS);
        }
        for (; decimals < MICRO_DECIMALS; decimals++) {
            value *= 10;
        }
        return text[from] == '-' ? -value : value;
    }

    /** A number without its decimals. */
    static long whole(byte[] text, int from, int to) {
        int at = from;
        long value = 0;
        int last = Math.min(to, at + SAFE_DIGITS);
        while (at < last && isDigit(text[at])) {
            value = 10 * value + text[at++] - '0';
        }
        return at < to ? slowly(text, from, to, 0) : value;
    }

    /** A number times a power of ten, rounded. */
    private static long slowly(byte[] text, int from, int to, int scale) {
        String number = string(text, from, to);
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (exponent > 0) {
            String power = number.substring(exponent + 1);
            if (power.length() > EXPONENT_LENGTH
                    || Math.abs(Integer.parseInt(power)) > MOST_EXPONENT) {
                return power.charAt(0) == '-' || Double.parseDouble(number) == 0
                        ? 0
                        : number.charAt(0) == '-' ? -LARGEST : LARGEST;
            }
        }
        BigDecimal exact = new BigDecimal(number).movePointRight(scale);
        if (exact.precision() - exact.scale() > SAFE_DIGITS + 2) {
            return exact.signum() < 0 ? -LARGEST : LARGEST;
        }
        BigDecimal rounded = exact.setScale(0, RoundingMode.HALF_UP);
        return rounded.toBigInteger().bitLength() < Long.SIZE
                ? rounded.longValue()
                : rounded.signum() * LARGEST;
    }

    /** The nearest floating-point number. */
    static double number(byte[] text, int from, int to) {
        int at = text[from] == '-' ? from + 1 : from;
        long value = 0;
        int point = to;
        int last = Math.min(to, at + EXACT_DIGITS + 1);
        for (; at < last && (isDigit(text[at]) || text[at] == '.'); at++) {
            if (text[at] == '.') {
                point = at;
            } else {
                value = 10 * value + text[at] - '0';
            }
        }
        if (at < to || value >= 1L << 53) {
            return Double.parseDouble(string(text, from, to));
        }
        double exact = value / POWERS[Math.max(0, to - point - 1)];
        return text[from] == '-' ? -exact : exact;
    }

    private static String string(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
