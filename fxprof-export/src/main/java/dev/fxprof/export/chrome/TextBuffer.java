package dev.fxprof.export.chrome;

/** The beginning of a text as UTF-8, without its escapes. */
final class TextBuffer {
    private static final int REPLACEMENT = 0xFFFD;

    private final byte[] bytes;
    private final int most;
    private int length;
    /** Half of a surrogate pair that waits for the other half, or 0. */
    private int high;

    TextBuffer(int most) {
        this.most = most;
        bytes = new byte[most + ByteHash.SPARE];
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
        high = 0;
    }

    /** Takes a text as it is. */
    void set(byte[] text, int from, int to) {
        clear();
        length = Math.min(most, to - from);
        System.arraycopy(text, from, bytes, 0, length);
        finish();
    }

    /** Takes a byte of UTF-8. */
    void add(int next) {
        if (high != 0) {
            finish();
        }
        put(next);
    }

    /** Takes a unit of UTF-16. Half a surrogate pair has no UTF-8 form. */
    void addUnit(int unit) {
        if (Character.isLowSurrogate((char) unit) && high != 0) {
            int character = Character.toCodePoint((char) high, (char) unit);
            high = 0;
            encode(character);
            return;
        }
        finish();
        if (Character.isHighSurrogate((char) unit)) {
            high = unit;
        } else {
            encode(Character.isLowSurrogate((char) unit) ? REPLACEMENT : unit);
        }
    }

    /** Ends the text, or half a pair that nothing completes; no digit stands behind it. */
    void finish() {
        if (high != 0) {
            high = 0;
            encode(REPLACEMENT);
        }
        bytes[length] = 0;
    }

    private void encode(int character) {
        if (character < 0x80) {
            put(character);
        } else if (character < 0x800) {
            put(0xC0 | character >> 6);
            put(0x80 | character & 0x3F);
        } else if (character < 0x10000) {
            put(0xE0 | character >> 12);
            put(0x80 | character >> 6 & 0x3F);
            put(0x80 | character & 0x3F);
        } else {
            put(0xF0 | character >> 18);
            put(0x80 | character >> 12 & 0x3F);
            put(0x80 | character >> 6 & 0x3F);
            put(0x80 | character & 0x3F);
        }
    }

    private void put(int next) {
        if (length < most) {
            bytes[length++] = (byte) next;
        }
    }
}
