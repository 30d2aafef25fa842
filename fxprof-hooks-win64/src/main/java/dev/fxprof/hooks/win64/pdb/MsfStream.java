package dev.fxprof.hooks.win64.pdb;

import dev.fxprof.hooks.win64.image.ImageBytes;
import dev.fxprof.hooks.win64.image.MalformedImageException;
import java.io.IOException;

/** A stream of a PDB: bytes that lie in blocks all over the file. */
final class MsfStream {
    private final ImageBytes in;
    private final int blockSize;
    private final int[] blocks;
    private final long size;

    MsfStream(ImageBytes in, int blockSize, int[] blocks, long size) {
        this.in = in;
        this.blockSize = blockSize;
        this.blocks = blocks;
        this.size = size;
    }

    long size() {
        return size;
    }

    int u8(long at) throws IOException {
        check(at, 1);
        return in.u8(fileOffset(at));
    }

    int u16(long at) throws IOException {
        check(at, 2);
        return u8(at) | u8(at + 1) << 8;
    }

    long u32(long at) throws IOException {
        check(at, 4);
        long place = at % blockSize;
        return place + 4 <= blockSize
                ? in.u32(fileOffset(at))
                : u16(at) | (long) u16(at + 2) << 16;
    }

    byte[] bytes(long at, int length) throws IOException {
        check(at, length);
        byte[] bytes = new byte[length];
        read(at, bytes, 0, length);
        return bytes;
    }

    /** Reads blocks that lie side by side, as most do, at once. */
    void read(long at, byte[] to, int from, int length) throws IOException {
        check(at, length);
        int done = 0;
        while (done < length) {
            long place = at + done;
            int block = (int) (place / blockSize);
            int last = block;
            long end = (long) (block + 1) * blockSize;
            while (end < at + length && blocks[last + 1] == blocks[last] + 1) {
                last++;
                end += blockSize;
            }
            int piece = (int) (Math.min(end, at + length) - place);
            in.read(fileOffset(place), to, from + done, piece);
            done += piece;
        }
    }

    /** Where in the file a byte is, for a sentence too: then it may lie behind the end. */
    long fileOffset(long at) {
        int block = (int) (at / blockSize);
        return block < 0 || block >= blocks.length
                ? in.size()
                : Integer.toUnsignedLong(blocks[block]) * blockSize + at % blockSize;
    }

    MalformedImageException malformed(long at, String expected) {
        return in.malformed(fileOffset(at), expected);
    }

    private void check(long at, long length) throws MalformedImageException {
        if (at < 0 || length < 0 || at > size - length) {
            throw malformed(at, length + " bytes of a stream that has " + size
                    + ", counted from its byte " + at);
        }
    }
}
