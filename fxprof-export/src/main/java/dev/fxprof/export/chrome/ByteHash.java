package dev.fxprof.export.chrome;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * Hashes of texts, eight bytes at once.
 *
 * <p>Names are chosen by attackers: the multiplier is another one in each process, so that nobody can
 * prepare names whose hashes collide.
 */
final class ByteHash {
    /** How many bytes behind a text can be read. */
    static final int SPARE = Long.BYTES;

    private static final long MULTIPLIER = new SplittableRandom().nextLong() | 1;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);

    private ByteHash() {
    }

    /** Eight bytes, the first one lowest. */
    static long word(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }

    /** Takes the next eight bytes of a text. */
    static long add(long hash, long word) {
        return (hash + word) * MULTIPLIER;
    }

    /** Takes the last bytes of a text, less than eight. */
    static long end(long hash, long word, int count, int length) {
        long tail = word & (1L << Byte.SIZE * count) - 1;
        long mixed = add(add(hash, tail), length);
        return mixed ^ mixed >>> Integer.SIZE;
    }

    /** Hash of a text that has {@value #SPARE} bytes behind it. */
    static long of(byte[] text, int from, int to) {
        long hash = 0;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            hash = add(hash, word(text, at));
        }
        return end(hash, word(text, at), to - at, to - from);
    }

    /** Hash of two hashes. */
    static long of(long one, long other) {
        return end(add(one, other), 0, 0, 1);
    }
}
