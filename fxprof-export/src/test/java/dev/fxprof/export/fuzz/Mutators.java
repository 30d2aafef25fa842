package dev.fxprof.export.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Mutations that any format can be tried with. */
public final class Mutators {
    private static final int MOST_EDITS = 8;
    private static final int MOST_BYTES = 1 << 20;

    private Mutators() {
    }

    /** All of those below that need no knowledge of the format. */
    public static List<Mutator> ofBytes() {
        return List.of(Mutators::cut, Mutators::flip, Mutators::remove, Mutators::repeat,
                Mutators::insert, Mutators::noise);
    }

    /** The file as if its writer had been killed. */
    public static byte[] cut(byte[] seed, SplittableRandom random) {
        return Arrays.copyOf(seed, random.nextInt(seed.length + 1));
    }

    /** Some bytes changed. */
    public static byte[] flip(byte[] seed, SplittableRandom random) {
        byte[] file = seed.clone();
        for (int i = random.nextInt(MOST_EDITS); i >= 0 && file.length > 0; i--) {
            int at = random.nextInt(file.length);
            file[at] = (byte) (random.nextBoolean()
                    ? file[at] ^ 1 << random.nextInt(Byte.SIZE)
                    : random.nextInt());
        }
        return file;
    }

    /** A piece removed. */
    public static byte[] remove(byte[] seed, SplittableRandom random) {
        int from = random.nextInt(seed.length + 1);
        return splice(seed, from, end(seed, from, random), new byte[0]);
    }

    /** A piece that stands there again, once or often, there or elsewhere. */
    public static byte[] repeat(byte[] seed, SplittableRandom random) {
        int from = random.nextInt(seed.length + 1);
        byte[] piece = Arrays.copyOfRange(seed, from, end(seed, from, random));
        int times = random.nextInt(4) > 0 ? 1 : 1 << random.nextInt(12);
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int i = 0; i < times && pieces.size() < MOST_BYTES; i++) {
            pieces.writeBytes(piece);
        }
        int to = random.nextInt(seed.length + 1);
        return splice(seed, to, to, pieces.toByteArray());
    }

    /** Some bytes more. */
    public static byte[] insert(byte[] seed, SplittableRandom random) {
        int at = random.nextInt(seed.length + 1);
        return splice(seed, at, at, bytes(1 + random.nextInt(MOST_EDITS), random));
    }

    /** Nothing of the file. */
    public static byte[] noise(byte[] seed, SplittableRandom random) {
        return bytes(random.nextInt(1 << 10), random);
    }

    /**
     * Puts words of the format where they do not belong.
     *
     * @param words what the format is made of, and what it should not hold
     * @return the mutator
     */
    public static Mutator words(List<byte[]> words) {
        return (seed, random) -> {
            byte[] file = seed;
            for (int i = random.nextInt(MOST_EDITS); i >= 0; i--) {
                byte[] word = words.get(random.nextInt(words.size()));
                int at = random.nextInt(file.length + 1);
                int end = random.nextBoolean() ? at : Math.min(file.length, at + word.length);
                file = splice(file, at, end, word);
            }
            return file;
        };
    }

    /**
     * A file in which a piece is replaced.
     *
     * @param file the file
     * @param from where the piece begins
     * @param to behind its end
     * @param piece what stands there instead
     * @return the new file
     */
    public static byte[] splice(byte[] file, int from, int to, byte[] piece) {
        byte[] result = new byte[file.length - (to - from) + piece.length];
        System.arraycopy(file, 0, result, 0, from);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(file, to, result, from + piece.length, file.length - to);
        return result;
    }

    private static int end(byte[] seed, int from, SplittableRandom random) {
        int most = random.nextBoolean() ? 16 : seed.length;
        return Math.min(seed.length, from + random.nextInt(most + 1));
    }

    private static byte[] bytes(int length, SplittableRandom random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
