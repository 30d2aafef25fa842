package dev.fxprof.export.chrome;

import dev.fxprof.api.SiteTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers for the texts of a file, so that a text becomes a {@link String} once. What is no UTF-8 is
 * replaced. Beyond {@value #MOST} texts, or {@value #MOST_BYTES} bytes of them, all are
 * {@link SiteTable#OTHER}.
 */
final class Symbols {
    /** No text. */
    static final int NONE = 0;

    private static final int MOST = 1 << 18;
    private static final int MOST_BYTES = 32 << 20;
    private static final int OTHER = 1;

    private final Encoded encoded = new Encoded();
    private int[] table = new int[1 << 10];
    private String[] texts = new String[1 << 9];
    private int size;
    private long overflowed;

    /** The bytes of all texts in a row. */
    private static final class Encoded {
        byte[] bytes = new byte[1 << 14];
        int[] ends = new int[1 << 9];
        long[] hashes = new long[1 << 9];
    }

    Symbols() {
        of(SiteTable.OTHER);
    }

    /** Number of a text. */
    int of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, bytes.length + ByteHash.SPARE);
        return of(padded, 0, bytes.length, ByteHash.of(padded, 0, bytes.length));
    }

    /** Number of the text that a scanner has read. */
    int of(JsonScanner json) {
        return of(json.text, json.from, json.to, json.hash);
    }

    private int of(byte[] bytes, int from, int to, long hash) {
        int mask = table.length - 1;
        int slot = (int) hash & mask;
        for (int id; (id = table[slot]) != NONE; slot = slot + 1 & mask) {
            if (encoded.hashes[id] == hash && isSame(id, bytes, from, to)) {
                return id;
            }
        }
        return add(slot, bytes, from, to, hash);
    }

    private boolean isSame(int id, byte[] bytes, int from, int to) {
        return Arrays.equals(encoded.bytes, encoded.ends[id - 1], encoded.ends[id], bytes, from,
                to);
    }

    private int add(int slot, byte[] bytes, int from, int to, long hash) {
        int used = encoded.ends[size];
        if (size >= MOST || used + to - from > MOST_BYTES) {
            overflowed++;
            return OTHER;
        }
        int id = ++size;
        if (id == texts.length) {
            texts = Arrays.copyOf(texts, 2 * id);
            encoded.ends = Arrays.copyOf(encoded.ends, 2 * id);
            encoded.hashes = Arrays.copyOf(encoded.hashes, 2 * id);
        }
        if (used + to - from > encoded.bytes.length) {
            encoded.bytes = Arrays.copyOf(encoded.bytes,
                    Math.max(used + to - from, 2 * encoded.bytes.length));
        }
        System.arraycopy(bytes, from, encoded.bytes, used, to - from);
        encoded.ends[id] = used + to - from;
        encoded.hashes[id] = hash;
        texts[id] = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        table[slot] = id;
        if (2 * size > table.length) {
            rehash();
        }
        return id;
    }

    private void rehash() {
        int[] larger = new int[2 * table.length];
        int mask = larger.length - 1;
        for (int id = 1; id <= size; id++) {
            int slot = (int) encoded.hashes[id] & mask;
            while (larger[slot] != NONE) {
                slot = slot + 1 & mask;
            }
            larger[slot] = id;
        }
        table = larger;
    }

    /** A text by its number; empty for none. */
    String text(int id) {
        return id == NONE ? "" : texts[id];
    }

    /** How often a text found no room. */
    long overflowed() {
        return overflowed;
    }
}
