package dev.fxprof.hooks.win64.pdb;

import dev.fxprof.hooks.win64.image.ImageBytes;
import dev.fxprof.hooks.win64.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The file system inside a PDB: numbered streams, each a list of blocks.
 *
 * <p>A block belongs to one stream, so streams are together not longer than the file; a directory that
 * says otherwise is refused, and with it every way to make a small file cost much.
 */
final class Msf {
    /** The size of a stream that does not exist. */
    private static final long NO_STREAM = 0xFFFF_FFFFL;
    private static final byte[] MAGIC = "Microsoft C/C++ MSF 7.00\r\n\032DS\0\0\0"
            .getBytes(StandardCharsets.ISO_8859_1);
    private static final int BLOCK_SIZE = 32;
    private static final int LEAST_BLOCK = 512;
    private static final int MOST_BLOCK = 1 << 15;
    /** Streams are named by 16 bits. */
    private static final int MOST_STREAMS = 1 << 16;

    private final ImageBytes in;
    private final int blockSize;
    private final long blocks;
    private final MsfStream directory;
    private final int streams;

    Msf(ImageBytes in) throws IOException {
        this.in = in;
        if (in.size() < BLOCK_SIZE + 24 || !Arrays.equals(in.bytes(0, MAGIC.length), MAGIC)) {
            throw in.malformed(0, "Microsoft C/C++ MSF 7.00, with which a PDB begins");
        }
        long size = in.u32(BLOCK_SIZE);
        if (size < LEAST_BLOCK || size > MOST_BLOCK || Long.bitCount(size) != 1) {
            throw in.malformed(BLOCK_SIZE, "a block size of 512 to 32768, got " + size);
        }
        blockSize = (int) size;
        blocks = in.u32(BLOCK_SIZE + 8);
        if (blocks > (in.size() + blockSize - 1) / blockSize) {
            throw in.malformed(BLOCK_SIZE + 8, "a number of blocks of " + blockSize
                    + " bytes that fit the file's " + in.size() + " bytes, got " + blocks);
        }
        directory = directory(in.u32(BLOCK_SIZE + 12));
        streams = count();
    }

    private MsfStream directory(long bytes) throws IOException {
        long most = 4L * (1 + MOST_STREAMS + blocks);
        if (bytes < 4 || bytes > most) {
            throw in.malformed(BLOCK_SIZE + 12, "a directory of 4 to " + most + " bytes, got "
                    + bytes);
        }
        // The list of the directory's blocks is itself in blocks, whose list ends the first block.
        int[] lists = new int[blocksOf(4L * blocksOf(bytes))];
        for (int i = 0; i < lists.length; i++) {
            long at = BLOCK_SIZE + 20 + 4L * i;
            if (at + 4 > blockSize) {
                throw in.malformed(at, "the end of the list of lists within the first block");
            }
            lists[i] = block(at, in.u32(at));
        }
        MsfStream list = new MsfStream(in, blockSize, lists, 4L * blocksOf(bytes));
        return new MsfStream(in, blockSize, numbers(list, 0, blocksOf(bytes)), bytes);
    }

    private int count() throws IOException {
        long count = directory.u32(0);
        if (count > MOST_STREAMS || 4 + 4 * count > directory.size()) {
            throw in.malformed(directory.fileOffset(0), "at most " + MOST_STREAMS
                    + " streams, and a directory that lists them, got " + count);
        }
        long used = 0;
        for (int i = 0; i < count; i++) {
            used += blocksOf(length(i));
        }
        if (used > blocks || 4 + 4 * (count + used) > directory.size()) {
            throw in.malformed(directory.fileOffset(0), "streams that together take at most "
                    + blocks + " blocks and are listed, got " + used);
        }
        return (int) count;
    }

    /** A stream; one that does not exist is empty. */
    MsfStream stream(int number, String what) throws IOException {
        if (number >= streams) {
            throw in.malformed(directory.fileOffset(0), "a stream " + number + " (" + what
                    + "), got " + streams + " streams");
        }
        long list = 4L + 4L * streams;
        for (int i = 0; i < number; i++) {
            list += 4L * blocksOf(length(i));
        }
        long size = length(number);
        return new MsfStream(in, blockSize, numbers(directory, list, blocksOf(size)), size);
    }

    private long length(int number) throws IOException {
        long size = directory.u32(4 + 4L * number);
        return size == NO_STREAM ? 0 : size;
    }

    private int blocksOf(long bytes) {
        return (int) ((bytes + blockSize - 1) / blockSize);
    }

    private int[] numbers(MsfStream from, long at, int count) throws IOException {
        byte[] bytes = new byte[4 * count];
        from.read(at, bytes, 0, bytes.length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = block(from.fileOffset(at + 4L * i),
                    Integer.toUnsignedLong(buffer.getInt()));
        }
        return numbers;
    }

    private int block(long at, long number) throws MalformedImageException {
        if (number >= blocks) {
            throw in.malformed(at, "a block below " + blocks + ", got " + number);
        }
        return (int) number;
    }
}
