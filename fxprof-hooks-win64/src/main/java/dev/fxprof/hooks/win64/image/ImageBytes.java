package dev.fxprof.hooks.win64.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The bytes of a file, little-endian, read where they are asked for: at most {@value #MOST_PAGES} pages
 * of 64 KB are kept. The file is read rather than mapped, so that one which is cut meanwhile ends in a
 * sentence instead of a fault. For one thread.
 *
 * <p>All methods that read throw {@link MalformedImageException} where the file does not reach that far.
 */
public final class ImageBytes implements Closeable {
    private static final int PAGE = 1 << 16;
    private static final int MOST_PAGES = 32;

    private final String name;
    private final FileChannel channel;
    private final long size;
    private final byte[][] pages = new byte[MOST_PAGES][];
    private final long[] numbers = new long[MOST_PAGES];

    private ImageBytes(String name, FileChannel channel, long size) {
        this.name = name;
        this.channel = channel;
        this.size = size;
        Arrays.fill(numbers, -1);
    }

    /**
     * Opens a file.
     *
     * @param file the file
     * @return its bytes
     * @throws IOException if it cannot be read
     */
    public static ImageBytes open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new ImageBytes(file.toString(), channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Where the file is.
     *
     * @return its path, as it was given
     */
    public String name() {
        return name;
    }

    /**
     * Its length when it was opened.
     *
     * @return bytes
     */
    public long size() {
        return size;
    }

    /**
     * One byte.
     *
     * @param at offset in the file
     * @return 0 to 255
     * @throws IOException if it cannot be read
     */
    public int u8(long at) throws IOException {
        return page(at)[(int) (at % PAGE)] & 0xFF;
    }

    /**
     * Two bytes.
     *
     * @param at offset in the file
     * @return 0 to 65,535
     * @throws IOException if it cannot be read
     */
    public int u16(long at) throws IOException {
        return u8(at) | u8(at + 1) << 8;
    }

    /**
     * Four bytes.
     *
     * @param at offset in the file
     * @return 0 to 2^32 - 1
     * @throws IOException if it cannot be read
     */
    public long u32(long at) throws IOException {
        return u16(at) | (long) u16(at + 2) << 16;
    }

    /**
     * Eight bytes.
     *
     * @param at offset in the file
     * @return their value, of which the topmost bit is the sign
     * @throws IOException if it cannot be read
     */
    public long i64(long at) throws IOException {
        return u32(at) | u32(at + 4) << 32;
    }

    /**
     * Text that ends with a zero byte.
     *
     * @param at offset in the file
     * @param most the most bytes that it may take
     * @param what what it is, for the sentence
     * @return the text; what is not UTF-8 is replaced
     * @throws IOException if it cannot be read
     */
    public String text(long at, int most, String what) throws IOException {
        int length = 0;
        while (u8(at + length) != 0) {
            if (++length > most) {
                throw malformed(at, what + " of at most " + most + " bytes");
            }
        }
        return new String(bytes(at, length), StandardCharsets.UTF_8);
    }

    /**
     * Some bytes.
     *
     * @param at offset in the file
     * @param length how many
     * @return a copy
     * @throws IOException if they cannot be read
     */
    public byte[] bytes(long at, int length) throws IOException {
        check(at, length);
        byte[] bytes = new byte[length];
        read(at, bytes, 0, length);
        return bytes;
    }

    /**
     * Some bytes, past the pages that are kept.
     *
     * @param at offset in the file
     * @param to takes them
     * @param from where the first one goes
     * @param length how many
     * @throws IOException if they cannot be read
     */
    public void read(long at, byte[] to, int from, int length) throws IOException {
        check(at, length);
        ByteBuffer buffer = ByteBuffer.wrap(to, from, length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            long place = at + buffer.position() - from;
            if (channel.read(buffer, place) < 0) {
                throw malformed(place, "more bytes: the file has become shorter");
            }
        }
    }

    /**
     * What to throw where the format is not kept.
     *
     * @param at offset in the file
     * @param expected what should stand there
     * @return the exception
     */
    public MalformedImageException malformed(long at, String expected) {
        return new MalformedImageException(name, at, expected);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void check(long at, long length) throws MalformedImageException {
        if (at < 0 || length < 0 || at > size - length) {
            throw malformed(at, length + " bytes, the file has " + size);
        }
    }

    private byte[] page(long at) throws IOException {
        check(at, 1);
        long number = at / PAGE;
        int slot = (int) (number % MOST_PAGES);
        if (numbers[slot] != number) {
            numbers[slot] = -1;
            if (pages[slot] == null) {
                pages[slot] = new byte[PAGE];
            }
            read(number * PAGE, pages[slot], 0, (int) Math.min(PAGE, size - number * PAGE));
            numbers[slot] = number;
        }
        return pages[slot];
    }
}
