package dev.fxprof.export.chrome;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A short text that is written as whole words; what it overwrites behind its end comes after it. */
final class Words {
    /** Most bytes of a text. */
    static final int LONGEST = 3 * Long.BYTES;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);

    private final int length;
    private final long first;
    private final long second;
    private final long third;

    Words(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > LONGEST) {
            throw new IllegalArgumentException(text);
        }
        length = bytes.length;
        byte[] padded = Arrays.copyOf(bytes, LONGEST);
        first = (long) WORDS.get(padded, 0);
        second = (long) WORDS.get(padded, Long.BYTES);
        third = (long) WORDS.get(padded, 2 * Long.BYTES);
    }

    /** Writes the text and returns the index behind it. */
    int add(byte[] to, int at) {
        WORDS.set(to, at, first);
        WORDS.set(to, at + Long.BYTES, second);
        WORDS.set(to, at + 2 * Long.BYTES, third);
        return at + length;
    }
}
