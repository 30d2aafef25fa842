package dev.fxprof.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** The bytes of a segment of layout version 1, to be damaged. */
final class SegmentBytes {
    /** What is written over. */
    enum Part {
        SITES, STRINGS, RINGS
    }

    static final int VERSION = 8;
    static final int SIZE = 16;
    static final int PRODUCERS = 24;
    static final int RING_SLOTS = 28;
    static final int LIVE_FRAMES = 32;
    static final int SITES = 36;
    static final int STRING_BYTES = 40;
    private static final int CHECKSUM = 12;
    private static final int CHECKED_FROM = 16;
    private static final int CHECKED_TO = 256;
    private static final int PAGE = 4096;
    private static final int SITE_BYTES = 32;
    private static final String FIRST_NAME = "server";

    private final byte[] bytes;
    private final ByteBuffer buffer;

    private SegmentBytes(byte[] bytes) {
        this.bytes = bytes;
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static SegmentBytes read(Path file) {
        try {
            return new SegmentBytes(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of which something else is true. */
    SegmentBytes with(Consumer<ByteBuffer> change) {
        SegmentBytes copy = new SegmentBytes(bytes.clone());
        change.accept(copy.buffer);
        return copy;
    }

    SegmentBytes with(int at, int value) {
        return with(buffer -> buffer.putInt(at, value));
    }

    SegmentBytes cutTo(int size) {
        return new SegmentBytes(Arrays.copyOf(bytes, size));
    }

    SegmentBytes zeroed() {
        return new SegmentBytes(new byte[bytes.length]);
    }

    SegmentBytes random(long seed) {
        return with(buffer -> new Random(seed).nextBytes(buffer.array()));
    }

    /** The same with a checksum that fits. */
    SegmentBytes sealed() {
        CRC32 crc = new CRC32();
        crc.update(bytes, CHECKED_FROM, CHECKED_TO - CHECKED_FROM);
        return with(CHECKSUM, (int) crc.getValue());
    }

    /** A copy with random bytes in some places of a part, or in all of them. */
    SegmentBytes damaged(Part part, long seed) {
        int strings = stringsAt();
        int sites = strings - buffer.getInt(SITES) * SITE_BYTES;
        int rings = strings + buffer.getInt(STRING_BYTES);
        int from = switch (part) {
            case SITES -> sites;
            case STRINGS -> strings;
            case RINGS -> rings;
        };
        int to = switch (part) {
            case SITES -> strings;
            case STRINGS -> rings;
            case RINGS -> bytes.length;
        };
        Random random = new Random(seed);
        int oneIn = 1 + 3 * random.nextInt(4);
        return with(buffer -> {
            for (int at = from; at < to; at++) {
                if (random.nextInt(oneIn) == 0) {
                    buffer.put(at, (byte) random.nextInt());
                }
            }
        });
    }

    /** Names begin on a page of their own, with that of the server itself. */
    private int stringsAt() {
        byte[] wanted = FIRST_NAME.getBytes(StandardCharsets.UTF_8);
        for (int at = PAGE; at < bytes.length; at += PAGE) {
            if (buffer.getShort(at) == wanted.length && Arrays.equals(bytes, at + 2,
                    at + 2 + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new IllegalStateException("no names begin with " + FIRST_NAME);
    }

    int size() {
        return bytes.length;
    }

    Path write(Path file) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
