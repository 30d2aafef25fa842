package dev.fxprof.export.convert;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often a slice of one name stood directly in a slice of another.
 *
 * <p>Up to {@value #MOST} pairs are counted each for itself. Of all there is a sum of hashes that does not
 * depend on the order, so that beyond the limit two recordings can still be compared.
 */
final class Nestings {
    static final int MOST = 1 << 18;

    /** No name. */
    static final int NONE = 0;

    private final List<String> names = new ArrayList<>(List.of(""));
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Long, long[]> counts = new HashMap<>();
    private long[] hashes = new long[128];
    private long high;
    private long low;
    private long lastKey = -1;
    private long[] lastCount;

    /** Number of a name, {@link #NONE} for none. */
    int number(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        int number = names.size();
        names.add(name);
        numbers.put(name, number);
        if (2 * number + 1 >= hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * hashes.length);
        }
        ByteBuffer digest = ByteBuffer.wrap(sha256(name));
        hashes[2 * number] = digest.getLong();
        hashes[2 * number + 1] = digest.getLong();
        return number;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String name(int number) {
        return names.get(number);
    }

    int size() {
        return names.size();
    }

    void add(int parent, int child) {
        high += mix(hashes[2 * parent] * 3 + hashes[2 * child]);
        low += mix(hashes[2 * parent + 1] * 5 + hashes[2 * child + 1]);
        long key = (long) parent << Integer.SIZE | child;
        if (key != lastKey) {
            long[] count = counts.get(key);
            if (count == null && counts.size() < MOST) {
                count = new long[1];
                counts.put(key, count);
            }
            lastKey = key;
            lastCount = count;
        }
        if (lastCount != null) {
            lastCount[0]++;
        }
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
        return mixed ^ mixed >>> 32;
    }

    boolean isSame(Nestings other) {
        return high == other.high && low == other.low;
    }

    /** Counts by {@code parent > child}; of slices in none the parent is empty. */
    Map<String, Long> counts() {
        Map<String, Long> named = new HashMap<>();
        counts.forEach((key, count) -> named.merge(
                name((int) (key >>> Integer.SIZE)) + " > " + name(key.intValue()), count[0],
                Long::sum));
        return Collections.unmodifiableMap(named);
    }
}
