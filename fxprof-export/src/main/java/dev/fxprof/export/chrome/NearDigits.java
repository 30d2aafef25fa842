package dev.fxprof.export.chrome;

/** Writes numbers that mostly begin with the same digits, as the ids of the spans of a thread do. */
final class NearDigits {
    private long higher = -1;
    private long text;
    private int length;

    /** Writes a whole number and returns the index behind it. */
    int number(byte[] to, int at, long value) {
        long first = value / Digits.EIGHT;
        if (first == 0 || first >= Digits.EIGHT || value < 0) {
            return Digits.number(to, at, value);
        }
        if (first != higher) {
            byte[] digits = new byte[Digits.LONGEST];
            length = Digits.number(digits, 0, first);
            text = ByteHash.word(digits, 0);
            higher = first;
        }
        Digits.WORDS.set(to, at, text);
        return Digits.lower(to, at + length, value - first * Digits.EIGHT);
    }
}
